// What each view fetches, how a row of its list looks, and what the details say.

import { el, facts, json, tag, time } from "./parts.js";

const toneOf = (status) => (status >= 500 ? "bad" : status >= 400 ? "warn" : "good");
const people = (n) => `${n} ${n === 1 ? "participant" : "participants"}`;
const named = (one) => one.userName || "(no name)";
const OUTCOMES = { delivered: "good", waiting: "calm", retrying: "warn", failed: "bad", dropped: "bad" };
const SEVERITIES = { error: "bad", warning: "warn", info: "calm" };

const requests = {
  title: "Requests",
  empty: "No request yet. Everything that is asked of the emulator shows up here.",
  grows: true,
  fetch: async (get, since) => (await get(`/requests?since=${since}`)).requests,
  key: (one) => one.id,
  row: (one) => ({
    lead: tag(one.status, one.fault ? "bad" : toneOf(one.status)),
    main: `${one.method} ${one.path}`,
    side: `${time(one.atMs)} · ${one.tookMs} ms${one.fault ? " · fault" : ""}`,
  }),
  detail: (one) => [
    el("h2", {}, `${one.method} ${one.path}`),
    facts({
      Status: tag(one.status, toneOf(one.status)),
      At: new Date(one.atMs).toISOString(),
      Took: `${one.tookMs} ms`,
      Tracking: one.trackingId,
      Fault: one.fault && `#${one.fault}, set on the control port`,
    }),
    json("Query", one.query),
    json("Body", one.body),
    json("Answer", one.answer),
  ],
};

const joins = {
  title: "Joins",
  empty: "Nobody tried to join yet.",
  grows: true,
  fetch: async (get, since) => (await get(`/attempts?since=${since}`)).attempts,
  key: (one) => one.id,
  row: (one) => ({
    lead: one.verdict.verdict === "accepted" ? tag("in", "good") : tag(one.verdict.shown, "bad"),
    main: named(one),
    side: `${time(one.at * 1000)} · ${one.view} view · ${one.topic ?? one.meetingNumber}`,
  }),
  detail: (one) => {
    const refused = one.verdict.verdict === "refused";
    const findings = one.report.findings ?? [];
    return [
      el("h2", {}, `${named(one)} was ${refused ? "refused" : "let in"}`),
      facts({
        Verdict: refused ? `${one.verdict.reason}; the SDK shows ${one.verdict.shown}` : "accepted",
        Said: one.verdict.text,
        Meeting: `${one.meetingNumber}${one.topic ? ` · ${one.topic}` : ""}`,
        View: one.view,
        Page: one.origin,
        Given: one.given.join(", ") || "nothing but the signature",
        "Came back": one.cameBack ? "after its socket was lost" : null,
      }),
      el("section", {},
        el("h3", {}, "The doctor says"),
        findings.length
          ? el("ul", { class: "findings" }, findings.map((finding) => el("li", { class: SEVERITIES[finding.severity] },
              el("p", {}, tag(finding.severity, SEVERITIES[finding.severity]), " ", el("strong", {}, finding.message)),
              finding.fix && el("p", {}, finding.fix),
              el("p", { class: "soft" }, el("code", {}, finding.rule), ` · ${finding.confidence}`))))
          : el("p", { class: "soft" }, "Nothing to find in what was sent.")),
      json("Claims of the signature", one.claims),
    ];
  },
};

const webhooks = {
  title: "Webhooks",
  empty: "No event yet. They are kept whether somebody subscribed or not.",
  fetch: async (get) => {
    const [{ events }, { subscriptions }] = await Promise.all([get("/webhooks/events"), get("/webhooks/subscriptions")]);
    const to = (id) => subscriptions.find((one) => one.id === id) ?? null;
    return events.map((event) => ({ ...event, deliveries: event.deliveries.map((one) => ({ ...one, to: to(one.subscription) })) }));
  },
  key: (one) => one.id,
  row: (one) => {
    const outcomes = one.deliveries.map((delivery) => delivery.outcome.outcome);
    const worst = ["failed", "dropped", "retrying", "waiting", "delivered"].find((one) => outcomes.includes(one));
    return {
      lead: worst ? tag(worst, OUTCOMES[worst]) : tag("kept", "calm"),
      main: one.event,
      side: `${time(one.atMs)} · ${one.body.payload?.object?.topic ?? ""}`,
    };
  },
  detail: (one, act) => [
    el("h2", {}, one.event),
    one.deliveries.length
      ? el("p", {}, el("button", { type: "button", onclick: () => act(`/webhooks/events/${one.id}/resend`) }, "Send again"))
      : el("p", { class: "soft" }, "Nobody subscribed to it: countersign emulate --forward-to URL."),
    one.deliveries.map((delivery) => el("section", {},
      el("h3", {}, "Delivery ", tag(delivery.outcome.outcome, OUTCOMES[delivery.outcome.outcome])),
      facts({
        To: delivery.to?.url.replace("?%E2%80%A6", "?…") ?? "a subscription that is gone",
        "Request id": el("code", {}, delivery.requestId),
        Waits: delivery.to?.standing === "unproved" && `until the endpoint answers endpoint.url_validation${delivery.to.because ? `: ${delivery.to.because}` : ""}`,
        Disabled: delivery.to?.standing === "disabled" && delivery.to.because,
        "Next try": delivery.outcome.outcome === "retrying" && new Date(delivery.outcome.atMs).toISOString(),
      }),
      el("ol", { class: "tries" }, delivery.tries.map((one) => el("li", {},
        tag(one.status ?? "–", one.status ? toneOf(one.status >= 300 ? Math.max(one.status, 400) : one.status) : "bad"),
        ` ${time(one.atMs)} · ${one.tookMs} ms${one.retry ? ` · repetition ${one.retry}` : ""}${one.problem ? ` · ${one.problem}` : ""}`))))),
    json("Event", one.body),
  ],
};

const meetings = {
  title: "Meetings",
  empty: "No meeting is running.",
  fetch: async (get) => (await get("/meetings")).meetings,
  key: (one) => one.number,
  row: (one) => ({
    lead: tag(one.participants.length, "calm"),
    main: one.topic ?? String(one.number),
    side: `${one.number} · ${people(one.participants.length)}${one.locked ? " · locked" : ""}`,
  }),
  detail: (one, act) => [
    el("h2", {}, one.topic ?? String(one.number)),
    facts({ Number: one.number, Instance: el("code", {}, one.uuid), Locked: one.locked ? "yes" : null }),
    el("p", {},
      one.participants.some((person) => person.onHold) && el("button", { type: "button", onclick: () => act(`/meetings/${one.number}/admit`) }, "Admit all"),
      " ",
      el("button", { type: "button", onclick: () => act(`/meetings/${one.number}/end`) }, "End for all")),
    el("ul", { class: "people" }, one.participants.map((person) => el("li", {},
      el("strong", {}, person.name), " ",
      tag(person.role, person.role === "attendee" ? "calm" : "good"), " ",
      person.onHold && tag("waiting room", "warn"), " ",
      person.muted && tag("muted", "calm"), " ",
      el("span", { class: "soft" }, `${person.email || "no e-mail"} · ${person.connected ? "connected" : "no socket"}`)))),
  ],
};

export const VIEWS = { requests, joins, webhooks, meetings };
