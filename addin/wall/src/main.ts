import { reloads } from "./clock";
import { Conversation } from "./conversation";
import { Photos } from "./photos";
import { browserStorage, memoryStorage, Store } from "./store";
import { Frame } from "./view/frame";
import { Wall } from "./wall";

const query = new URLSearchParams(location.search);
const tab = query.get("tab");

// In a tab of Teams the reader is signed in, and nothing stays on his machine.
const store = new Store(tab === null ? browserStorage() : memoryStorage(), () => Date.now());
const wall = new Wall(new Frame(document.getElementById("wall")!), store, tab === null ? new Photos() : new Photos(null));
const reloadMinute = Math.floor(Math.random() * 110);

addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight" || event.key === "ArrowDown") {
    wall.turn(1);
  } else if (event.key === "ArrowLeft" || event.key === "ArrowUp") {
    wall.turn(-1);
  }
});

// The only timer of the page beside the one that waits for the next question, so that none is ever forgotten.
setInterval(() => {
  wall.tick();
  if (tab === null && wall.online && navigator.onLine && reloads(wall.minutes(), performance.now(), reloadMinute)) {
    location.reload();
  }
}, 1000);

if (tab !== null) {
  void import("./tab/tab").then((page) => page.start(tab, query, store, wall));
} else {
  if (store.kept() === null && store.token() === null) {
    wall.pairing({ code: "", token: "", seconds: 0 });
  }

  new Conversation(store, wall).start();
}

if (tab === null && import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it the wall works too, as long as it is not loaded anew without network.
  navigator.serviceWorker.register("/wall/sw.js").catch(() => undefined);
}
