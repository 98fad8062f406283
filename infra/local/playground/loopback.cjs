// Agents Playground has no option for its host and would listen on all interfaces: whatever it listens on becomes the loopback.
const net = require("node:net");
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === "object" && first !== null && "port" in first) {
    return listen.call(this, { ...first, host: "127.0.0.1" }, ...rest);
  }

  if (typeof first === "number" || typeof first === "string") {
    const after = typeof rest[0] === "string" ? rest.slice(1) : rest;
    return listen.call(this, { port: Number(first), host: "127.0.0.1" }, ...after.filter(a => typeof a === "function"));
  }

  return listen.call(this, first, ...rest);
};
