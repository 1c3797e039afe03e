/* Runs before the first paint: lets style sheets know that scripts work, and gives a kept copy the theme of now. */
document.documentElement.classList.add("scripted");
{
  const theme = /(?:^|; )theme=(auto|light|dark|contrast)(?:;|$)/.exec(document.cookie);
  if (theme) document.documentElement.dataset.theme = theme[1];
}
