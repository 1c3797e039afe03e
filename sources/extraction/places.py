"""Places: names of the gazetteer, unknown villages, "20 km south of X", "between X and Y"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sources.extraction.geometry import distance_km, middle
from sources.extraction.place_names import NameFinder, PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterator


_VILLAGE_NAME = re.compile(
    r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]r)[- ])?[A-Z][\w'’-]+(?: (?:[Aa]l-|[Ee]l-)?[A-Z][\w'’-]+){0,2}"
)
# Fuzzy look-ups an article: more villages than any report names.
_MOST_LOOKUPS = 60
_LONGEST_BETWEEN_KM = 130.0


class PlaceFinder(NameFinder):
    """Finds the places of one document."""

    def find(self) -> list[PlaceMention]:
        """Return the places in order; composites ("between X and Y") replace their parts."""
        raw = sorted(self._names(), key=lambda item: item[0])
        context = self._context(raw)
        mentions = [self._resolve(start, end, places, context) for start, end, places in raw]
        mentions = self._mark_glosses(mentions)
        mentions = self._share_relations(mentions)
        mentions = list(self._pairs(mentions))
        mentions = self._move_namesakes(mentions)
        mentions += self._unknown_villages(mentions)
        mentions.sort(key=lambda mention: (mention.start, -mention.end))
        return mentions

    def _mark_glosses(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Exclude what only explains where the place named before lies: "Hibhib, west of Baquba"."""
        marked: list[PlaceMention] = []
        for mention in mentions:
            previous = marked[-1] if marked else None
            if previous is not None and previous.rank > 0 and self._explains(mention, previous):
                marked.append(replace(mention, rank=0.0, rule="place.gloss"))
            else:
                marked.append(mention)
        return marked

    def _explains(self, mention: PlaceMention, previous: PlaceMention) -> bool:
        if mention.rule == "place.bearing":
            ends = self.before["bearing"]
            start = ends.get(mention.start, ends.get(mention.start - 1, -1))
        elif mention.rule in {"place.offset", "place.distance"} and previous.rank >= 2:
            start = mention.start
        elif mention.rule == "place.name" and mention.name in {previous.district, previous.governorate}:
            # "Koya district in Erbil": the province by the name of its capital.
            return previous.name != mention.name and self._is_preposition(previous.end, mention.start)
        else:
            return False
        return 0 <= start - previous.end <= 4 and not self.text[previous.end : start].strip(" ,(-/\"'")

    def _is_preposition(self, start: int, end: int) -> bool:
        """Tell whether only "in" stands between two names, be it glued to the second."""
        grammar = self.document.grammar
        word = self.text[start:end].strip()
        if not word or grammar.conjunctions.find(f" {word} "):
            return False
        glued = grammar.proclitic is not None and grammar.proclitic.match(word) is not None
        return glued or any(hit.end - hit.start == len(word) for hit in grammar.place_before["in"].find(word))

    def _share_relations(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """In "near Daquq and Hawija" the second name is near, too; exclusions reach along a list."""
        shared: list[PlaceMention] = []
        for mention in mentions:
            previous = shared[-1] if shared else None
            if previous is not None and mention.rule == "place.name" and self._linked(previous, mention):
                before, _ = self._around(mention.start, mention.end)
                if not before:
                    if previous.rule == "place.near" and previous.precision == "near":
                        mention = replace(mention, precision="near", rule="place.near")  # noqa: PLW2901
                    elif previous.rule == "place.district":
                        mention = replace(  # noqa: PLW2901
                            mention,
                            precision=previous.precision,
                            rank=min(previous.rank, mention.rank),
                            rule="place.district",
                        )
                    elif previous.rank == 0.0 and not self._in_dateline(previous.start):
                        mention = replace(mention, rank=0.0, rule="place.excluded")  # noqa: PLW2901
            shared.append(mention)
        return shared

    def _linked(self, left: PlaceMention, right: PlaceMention) -> bool:
        gap = self.text[left.end : right.start]
        if len(gap) > 6:
            return False
        word = gap.strip(" ,")
        return not word or bool(self.document.grammar.conjunctions.find(f" {word} "))

    def _pairs(self, mentions: list[PlaceMention]) -> Iterator[PlaceMention]:
        """Join "between X and Y", "the X-Y road" and "X and Y villages" where they mean one point."""
        index = 0
        while index < len(mentions):
            left = mentions[index]
            right = mentions[index + 1] if index + 1 < len(mentions) else None
            pair = self._pair(left, right) if right is not None else None
            if pair is not None:
                yield pair
                index += 2
            else:
                yield left
                index += 1

    def _pair(self, left: PlaceMention, right: PlaceMention) -> PlaceMention | None:
        if left.point is None or right.point is None or left.name == right.name:
            return None
        gap = self.text[left.end : right.start]
        if len(gap) > 30 or "\n" in gap or "." in gap:
            return None
        before, _ = self._around(left.start, left.end)
        _, after = self._around(right.start, right.end)
        is_between = "between" in before and len(gap.split()) <= 5
        is_road = gap.strip() in {"-", "/"} and (
            "road" in after or "road" in before or "near" in after or "near" in before
        )
        if not (is_between or is_road) or distance_km(left.point, right.point) > _LONGEST_BETWEEN_KM:
            return None
        if self._in_dateline(left.start):
            return None
        same_gov = left.governorate == right.governorate
        return PlaceMention(
            left.start,
            right.end,
            f"{left.name}–{right.name}",
            left.district if left.district == right.district else "",
            left.governorate if same_gov else "",
            middle(left.point, right.point),
            "near",
            2.9 if is_between and not self._road_leads(left.start) else 2.3,
            "place.between" if is_between else "place.road_between",
            key=f"{left.key}–{right.key}",
        )

    def _road_leads(self, start: int) -> bool:
        """Tell whether "between" before a name is that of "the road between": where a road runs."""
        marker = next(
            (self.before["between"][end] for end in (start, start - 1) if end in self.before["between"]), None
        )
        roads = self.before["road"]
        return marker is not None and (marker in roads or marker - 1 in roads)

    def _move_namesakes(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Read "al-Rashad village in Diyala's Miqdadiya district" as a village there, not its namesake."""
        moved: list[PlaceMention] = []
        again: dict[str, PlaceMention] = {}
        for index, mention in enumerate(mentions):
            container = None
            if mention.is_village and mention.rank > 0 and mention.point is not None:
                container = self._said_container(mention, mentions[index + 1 : index + 4])
            key = self.text[mention.start : mention.end]
            if container is None and key in again and mention.rank > 0:
                moved.append(replace(again[key], start=mention.start, end=mention.end))
                continue
            if container is None or mention.point is None or container.point is None:
                moved.append(mention)
                continue
            limit = 130.0 if container.precision == "governorate" else 60.0
            if (
                mention.governorate == container.governorate
                or distance_km(mention.point, container.point) <= limit
            ):
                moved.append(mention)
                continue
            again[key] = replace(
                container,
                start=mention.start,
                end=mention.end,
                name=self.document.original(mention.start, mention.end),
                key=f"{key}@{container.key}",
                rank=3.5,
                rule="place.unknown_village",
                is_village=True,
            )
            moved.append(again[key])
        return moved

    def _said_container(self, mention: PlaceMention, following: list[PlaceMention]) -> PlaceMention | None:
        """Return the narrowest district or governorate named right behind a place."""
        inside = [
            place
            for place in following
            if place.start - mention.end <= 75
            and "\n" not in self.text[mention.end : place.start]
            and ". " not in self.text[mention.end : place.start]
            and place.point is not None
            and place.rank > 0
            # "Near the town of X and in Y district" names two places.
            and not self.document.grammar.conjunctions.find(self.text, mention.end, place.start)
        ]
        return max(inside, key=lambda place: (place.rank <= 3, place.rank), default=None)

    def _unknown_villages(self, known: list[PlaceMention]) -> list[PlaceMention]:
        covered = {position for mention in known for position in range(mention.start, mention.end)}
        found: list[PlaceMention] = []
        looked_up = 0
        latin = self.document.grammar.language.script == "latin"
        for first, last in self._village_names(latin=latin):
            start, end = self._bare(first, last)
            if start in covered or end - 1 in covered:
                continue
            name = self.document.original(start, end).strip(" ,")
            if not name or len(name) > 40 or self._is_adjective(start, end):
                continue
            covered.update(range(start, end))
            container = self._container(start, end, known)
            looked_up += 1
            similar = (
                self.document.lexicon.closest_place(
                    self.text[start:end], container.district if container else ""
                )
                if looked_up <= _MOST_LOOKUPS
                else None
            )
            if similar is not None and (container is None or similar.governorate == container.governorate):
                found.append(
                    PlaceMention(
                        start,
                        end,
                        similar.name,
                        similar.district,
                        similar.governorate,
                        (similar.longitude, similar.latitude),
                        "exact",
                        4.0,
                        "place.fuzzy",
                        key=similar.name,
                    )
                )
            elif container is not None:
                near = container.precision in {"near", "exact"} and container.rule != "place.bearing"
                found.append(
                    replace(
                        container,
                        start=start,
                        end=end,
                        name=name,
                        precision="near" if near else container.precision,
                        key=f"{self.text[start:end]}@{container.key}",
                        rank=3.5,
                        rule="place.unknown_village",
                        is_village=True,
                    )
                )
        return found

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Return a range without the quotes and brackets around it."""
        while start < end and not self.text[start].isalnum():
            start += 1
        while end > start and not self.text[end - 1].isalnum():
            end -= 1
        return start, end

    def _is_adjective(self, start: int, end: int) -> bool:
        """Tell "a Kurdish village" from the village of a name."""
        hits = self.document.grammar.fillers.find(self.text, start, end)
        return any(hit.start == start and hit.end == end for hit in hits)

    def _village_names(self, *, latin: bool) -> Iterator[tuple[int, int]]:
        """Yield ranges of names after "village of" and before "village"."""
        grammar = self.document.grammar
        for end in self.before["village"]:
            start = end + (self.text[end : end + 1] == " ")
            if latin:
                match = _VILLAGE_NAME.match(self.document.original(start, min(start + 50, len(self.text))))
                if match is not None:
                    yield start, min(start + match.end(), len(self.text))
            elif grammar.unknown_name is not None:
                named = grammar.unknown_name.match(self.text, start)
                if named is not None and named.end() > start:
                    yield start, named.end()
        if latin:
            for start in self.after["village"]:
                head = max(0, start - 45, self.document.sentence_at(start).start + 1)
                written = self.document.original(head, start)
                ends = [match for match in _VILLAGE_NAME.finditer(written) if match.end() >= len(written) - 1]
                if ends and len(written) == start - head:
                    yield head + ends[-1].start(), head + ends[-1].end()

    def _container(self, start: int, end: int, known: list[PlaceMention]) -> PlaceMention | None:
        """Return the known place that an unknown village lies in: in its sentence, or the last before."""
        sentence = self.document.sentence_at(start)
        inside = [
            mention
            for mention in known
            if sentence.start <= mention.start < sentence.end
            and (mention.rank > 0 or mention.rule == "place.gloss")
            and mention.point is not None
        ]
        if inside:
            # The nearest name counts; a governorate only where nothing closer is named.
            after = [mention for mention in inside if mention.start >= end]
            return min(
                after or inside,
                key=lambda mention: (mention.precision == "governorate", abs(mention.start - end)),
            )
        earlier = [mention for mention in known if mention.rank > 0 and mention.point is not None]
        return min(
            earlier, key=lambda mention: (mention.start > start, abs(start - mention.start)), default=None
        )
