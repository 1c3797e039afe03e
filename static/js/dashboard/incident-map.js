/* The dashboard's map: base map, areas, incidents and rooms, and what the pointer does. */

import { make } from "../dom.js";
import { fetchJson } from "../fetch.js";
import { dayNumber, formatDate, formatNumber, formatRange } from "../format.js";
import { fill, gettext, ngettext, settings } from "../i18n.js";
import { AreaLayer } from "../map/area-layer.js";
import { addBaseMap, createMap } from "../map/base-map.js";
import { latitudeAt, longitudeAt } from "../map/mercator.js";
import { IncidentLayer } from "../map/incident-layer.js";
import { ProposalLayer } from "../map/proposal-layer.js";
import { ShadeLayer } from "../map/shade-layer.js";
import { latestPhase, roomMarkers, signDisc } from "../map/room-signs.js";

const L = globalThis.L;

export class IncidentMap {
  /** Callbacks: onIncident(index), onGroup(indices), onRoom(uid), onMove(view), onLook(indices), onFailure(message). */
  constructor(element, callbacks) {
    this.callbacks = callbacks;
    this.element = element;
    this.map = createMap(element);
    this.areas = new AreaLayer({ pane: "areas" }).addTo(this.map);
    this.shade = new ShadeLayer({ pane: "shade" }).addTo(this.map);
    this.incidents = new IncidentLayer({ pane: "incidents", onDrawn: (groups) => this.keepNamesOff(groups) }).addTo(this.map);
    this.proposals = new ProposalLayer({ pane: "incidents" });
    this.rooms = L.layerGroup().addTo(this.map);
    this.roomsByUid = new Map();
    this.markers = new Map();
    this.tooltip = L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "map-tooltip" });
    this.map.on("click", (event) => this.click(event));
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => this.tooltip.remove());
    this.map.on("moveend", () => callbacks.onMove(this.view()));
    addBaseMap(this.map, document.getElementById("content").dataset.basemap)
      .then(({ labels }) => {
        this.labels = labels;
        this.incidents.redraw();
      })
      .catch((error) => callbacks.onFailure(fill(gettext("A part of the base map is missing. %(reason)s"), { reason: error.message })));
  }

  view() {
    const { lat, lng } = this.map.getCenter();
    return { zoom: this.map.getZoom(), latitude: lat, longitude: lng };
  }

  /** Go to a view, or to bounds [west, south, east, north]. */
  open(view, bounds) {
    if (view) this.map.setView([view.latitude, view.longitude], view.zoom, { animate: false });
    else if (bounds) {
      const [west, south, east, north] = bounds;
      this.map.fitBounds([[south, west], [north, east]], { animate: false });
    }
  }

  /** Go where the incidents are: all but the outermost in each direction. */
  openOn(store) {
    const step = Math.max(1, Math.floor(store.size / 20_000));
    const middle = (column) => {
      const values = column.subarray(0, store.size).filter((value, index) => index % step === 0 && !Number.isNaN(value)).sort();
      return [values[Math.round(0.02 * (values.length - 1))], values[Math.round(0.98 * (values.length - 1))]];
    };
    const [west, east] = middle(store.columns.x).map(longitudeAt);
    const [north, south] = middle(store.columns.y).map(latitudeAt);
    if (west === undefined || Number.isNaN(west)) return;
    this.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [30, 30], maxZoom: 9 });
  }

  /** Load areas and rooms. Returns how the disputed districts were derived, for the legend. */
  async loadContext(api) {
    this.api = api;
    const [disputed, responsibility, rooms] = await Promise.all([
      fetchJson(`${api}areas.geojson?kind=disputed`),
      fetchJson(`${api}areas.geojson?kind=responsibility`),
      fetchJson(`${api}rooms.geojson`),
    ]);
    this.areas.setKind("disputed", disputed);
    this.areas.setKind("responsibility", responsibility);
    this.showRooms(rooms);
    return disputed.features.find((feature) => feature.properties.note)?.properties.note ?? "";
  }

  /** Load what waits for review, for people who may review it. */
  async loadProposals(url) {
    const slugs = new Map(settings.families.map((family) => [family.value, family.slug]));
    this.proposals.addTo(this.map).show(await fetchJson(url), slugs);
  }

  showRooms(collection) {
    this.rooms.clearLayers();
    for (const { geometry, properties } of collection.features) {
      this.roomsByUid.set(properties.uid, properties);
      if (!geometry) continue;
      const name = properties[`name_${settings.language}`] || properties.name;
      const label = fill(gettext("Joint operation room: %(name)s"), { name });
      const { sign, pin } = roomMarkers(geometry.coordinates, latestPhase(properties.phases), label);
      sign.on("click keypress", (event) => {
        if (event.type === "click" || event.originalEvent.key === "Enter") this.callbacks.onRoom(properties.uid);
      });
      this.rooms.addLayer(pin).addLayer(sign);
      this.markers.set(properties.uid, sign);
    }
    this.keepNamesOff(this.incidents.groups);
  }

  /** The days on which rooms opened: [{day, name}]. */
  openings() {
    return [...this.roomsByUid.values()].flatMap((room) => {
      const opened = room.phases.filter(({ phase }) => phase === "opened").map(({ date_start }) => date_start).sort();
      return opened.length > 0 ? [{ day: dayNumber(opened[0]), name: room[`name_${settings.language}`] || room.name }] : [];
    });
  }

  /** Let place names keep off incidents and rooms. */
  keepNamesOff(groups) {
    if (!this.labels || !this.incidents.corner) return;
    const rooms = this.map.hasLayer(this.rooms) ? [...this.markers.values()] : [];
    const discs = rooms.map((marker) => {
      const { x, y } = this.incidents.toCanvas(this.map.latLngToContainerPoint(marker.getLatLng()));
      return signDisc(x, y);
    });
    this.labels.avoid([...groups, ...discs]);
  }

  /** Mark a room, or none with "". */
  selectRoom(uid) {
    for (const [other, marker] of this.markers) marker.getElement()?.classList.toggle("is-selected", other === uid);
  }

  toggleRooms(shown) {
    if (shown) this.rooms.addTo(this.map);
    else this.rooms.remove();
    this.keepNamesOff(this.incidents.groups);
  }

  toggleLabels(shown) {
    if (!this.labels) return;
    if (shown) this.labels.addTo(this.map);
    else this.labels.remove();
  }

  toggleRelief(shown) {
    this.map.getPane("relief").hidden = !shown;
  }

  /** Show what a selection of a store found. */
  show(store, result) {
    this.store = store;
    this.incidents.show(store, result);
    this.shade.show(store, result);
    this.element.dataset.placed = String(result.found - result.unplaced);
  }

  /** Mark an incident; the map moves only where it would not be seen otherwise. */
  select(index) {
    this.incidents.select(index);
    if (index < 0 || !this.store?.hasPoint(index)) return;
    const [longitude, latitude] = this.store.pointOf(index);
    const point = L.latLng(latitude, longitude);
    if (!this.map.getBounds().pad(-0.05).contains(point)) this.map.panTo(point);
  }

  /** Show signs (""), "heat" or "districts". */
  setShade(mode) {
    if (mode === this.shadeMode) return;
    this.shadeMode = mode;
    this.shade.setMode(mode);
    this.incidents.hide(Boolean(mode));
    if (mode === "districts" && !this.districtsAsked) {
      this.districtsAsked = fetchJson(`${this.api}areas.geojson?kind=district`)
        .then((districts) => this.shade.setDistricts(districts))
        .catch((error) => this.callbacks.onFailure(error.message));
    }
  }

  /** The rooms that are shown, for a picture: [{latlng, phase}]. */
  roomsShown() {
    if (!this.map.hasLayer(this.rooms)) return [];
    return [...this.markers].map(([uid, marker]) => ({ latlng: marker.getLatLng(), phase: latestPhase(this.roomsByUid.get(uid).phases) }));
  }

  click(event) {
    if (this.drawing?.take(event.latlng)) return;
    const proposal = this.proposals.find(event.containerPoint);
    const group = this.incidents.find(event.containerPoint);
    if (proposal) location.assign(proposal.url);
    else if (!group) return;
    else if (group.count === 1) this.callbacks.onIncident(group.first);
    else if (group.places > 1 && this.map.getZoom() < this.map.getMaxZoom()) this.zoomInto(group);
    else this.callbacks.onGroup(this.incidents.membersOf(group));
  }

  zoomInto(group) {
    const bounds = L.latLngBounds(this.incidents.membersOf(group).map((index) => this.store.pointOf(index).toReversed()));
    this.map.fitBounds(bounds, { padding: [80, 80], maxZoom: Math.max(this.map.getZoom() + 2, 11) });
  }

  hover(event) {
    const group = this.proposals.find(event.containerPoint) ?? this.incidents.find(event.containerPoint);
    this.element.classList.toggle("over-incident", Boolean(group));
    if (!group) {
      this.tooltip.remove();
      this.hovered = null;
      return;
    }
    if (group !== this.hovered) {
      this.hovered = group;
      this.tooltip.setContent(this.tooltipFor(group)).setLatLng(this.map.containerPointToLatLng(event.containerPoint)).addTo(this.map);
    }
  }

  tooltipFor(group) {
    const content = make("div", { dir: document.documentElement.dir });
    if (!group.count) {
      content.append(group.title);
      return content;
    }
    if (group.count > 1) {
      content.append(make("strong", {}, fill(ngettext("%(count)s incident", "%(count)s incidents", group.count), { count: formatNumber(group.count) })));
      content.append(make("br"), fill(gettext("killed: %(number)s"), { number: formatNumber(group.killed) }));
      return content;
    }
    this.callbacks.onLook([group.first]);
    const item = this.store.item(group.first);
    content.append(make("strong", { dir: "auto" }, item.title || item.subType.label));
    content.append(make("br"), `${formatDate(item.dateStart, item.dateEnd, item.datePrecision)} · ${fill(gettext("killed: %(number)s"), { number: formatRange(item.killed) })}`);
    return content;
  }

  /** Texts have come: what stands beside the pointer may say more. */
  refreshTooltip() {
    if (this.hovered?.count === 1) this.tooltip.setContent(this.tooltipFor(this.hovered));
  }

  resize() {
    this.map.invalidateSize({ animate: false });
  }
}
