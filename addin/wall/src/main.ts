import { reloads } from "./clock";
import { Conversation } from "./conversation";
import { Photos } from "./photos";
import { browserStorage, Store } from "./store";
import { Frame } from "./view/frame";
import { Wall } from "./wall";

const store = new Store(browserStorage(), () => Date.now());
const wall = new Wall(new Frame(document.getElementById("wall")!), store, new Photos());
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
  if (wall.online && navigator.onLine && reloads(wall.minutes(), performance.now(), reloadMinute)) {
    location.reload();
  }
}, 1000);

new Conversation(store, wall).start();
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it the wall works too, as long as it is not loaded anew without network.
  navigator.serviceWorker.register("/wall/sw.js").catch(() => undefined);
}
