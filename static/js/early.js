/* Runs before the first paint: lets style sheets know that scripts work. */
document.documentElement.classList.add("scripted");
