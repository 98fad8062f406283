// The server behind the page. Its addresses are in ../README.md.

/** Asks the server; what it refuses is an Error with its sentence. A file goes as it is. */
export async function ask(path, method = "GET", body = undefined) {
  const isFile = body instanceof File;
  const answer = await fetch(path, {
    method,
    headers: body ? { "Content-Type": isFile ? body.type || "application/octet-stream" : "application/json" } : {},
    body: isFile ? body : body ? JSON.stringify(body) : undefined,
  }).catch(() => { throw new Error("连不上本机 Teams · The local Teams cannot be reached"); });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(sentenceOf(text) || `HTTP ${answer.status}`);
  }

  return text ? JSON.parse(text) : {};
}

function sentenceOf(text) {
  try {
    const json = JSON.parse(text);
    return typeof json === "string" ? json : json.detail ?? json.title ?? json.message ?? text;
  } catch {
    return text;
  }
}

const query = new URLSearchParams(location.search);

/** What the address of the page says, so that a reload or a sent link shows the same. */
export function remembered(name) {
  return query.get(name);
}

export function remember(name, value) {
  query.set(name, value);
  history.replaceState(null, "", `?${query}`);
}
