// The local Teams page: two phones, each played by anyone of the demo branches. What a phone shows and sends goes through /client, which
// speaks the Bot Framework protocol with the bot as Teams does.
import { ask } from "./api.js";
import { CardPainter } from "./cards.js";
import { Clock } from "./clock.js";
import { element } from "./messages.js";
import { Phone } from "./phone.js";
import { TeamsPanel } from "./teams.js";

// 李静, a teller, and 王芳, her manager.
const players = { left: "10000000-0000-0000-0000-000000000006", right: "10000000-0000-0000-0000-000000000001" };
const main = document.querySelector(".phones");
const tabs = document.querySelectorAll("[data-show]");

async function start() {
  const hostConfigs = "/npm/adaptivecards-designer/lib/hostConfigs/microsoft-teams";
  const [people, about, light, dark] = await Promise.all(["/client/people", "/client/about", `${hostConfigs}-light.json`, `${hostConfigs}-dark.json`].map(path => ask(path)));
  const clock = new Clock(document.querySelector(".clock"));
  clock.set(about.clock);
  const painter = new CardPainter({ light, dark });
  const phones = Object.fromEntries(Object.entries(players).map(([side, person]) =>
    [side, new Phone(side, { people, person, bot: about.bot, actions: about.actions, painter, clock })]));
  main.append(...Object.values(phones).map(phone => phone.root));
  const touched = offerLines(phones);
  new TeamsPanel(document.querySelector(".teams"), people, touched);
  tabs.forEach(tab => tab.addEventListener("click", () => choose(tab.dataset.show)));
  keepOpen(Object.values(phones));
}

/** What to try, said on the phone that was touched last. */
function offerLines(phones) {
  const hint = document.querySelector(".hint");
  let touched = phones.left;
  const name = () => document.querySelectorAll(".hint b, .teams .acts b").forEach(b => { b.textContent = touched.name; });
  const touch = phone => { touched = phone; name(); };
  for (const phone of Object.values(phones)) {
    ["pointerdown", "focusin", "change"].forEach(event => phone.root.addEventListener(event, () => touch(phone)));
  }

  tabs.forEach(tab => tab.addEventListener("click", () => touch(phones[tab.dataset.show])));
  hint.querySelectorAll("[data-line]").forEach(button => button.addEventListener("click", () => touched.say(button.dataset.line)));
  name();
  return () => touched;
}

/** On a narrow screen one phone is shown. */
function choose(side) {
  main.dataset.shown = side;
  tabs.forEach(tab => tab.setAttribute("aria-pressed", tab.dataset.show === side));
}

/** A page in the background lets go of its connections, for a browser has six for all pages of one server. */
function keepOpen(phones) {
  const turn = () => phones.forEach(phone => (document.hidden ? phone.close() : phone.open()));
  document.addEventListener("visibilitychange", turn);
  turn();
}

start().catch(error => {
  main.append(element("p", "refused", `页面没能打开 · The page could not start: ${error.message}`));
});
