import type { Appointment, Calendar } from "../appointment";

// What the bot writes on its events for add-ins: `cecp-` and the add-in's id, of who invites only (learn.microsoft.com, "Get and set add-in metadata").
const property = "talk";

/** Outlook around the pane: an appointment that is read, or written by who invites. */
export const outlook: Calendar = {
  current: async () => {
    const item = Office.context.mailbox.item;
    if (item?.itemType !== Office.MailboxEnums.ItemType.Appointment) {
      return null;
    }

    const start = item.start instanceof Date ? item.start : await asked<Date>((then) => (item.start as unknown as Office.Time).getAsync(then));
    // Whoever is invited has a copy of his own, without what was written on the original.
    const written = await asked<Office.CustomProperties>((then) => item.loadCustomPropertiesAsync(then)).then((of) => of.get(property) as unknown, () => null);
    return { start, person: typeof written === "string" ? written : null, insert: "prependAsync" in item.body ? insertInto(item.body as unknown as Office.Body) : null } satisfies Appointment;
  },
  onChange: (then) => {
    const item = Office.context.mailbox.item as { addHandlerAsync?: (type: Office.EventType, then: () => void) => void } | undefined;
    item?.addHandlerAsync?.(Office.EventType.AppointmentTimeChanged, then);
    Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, then);
  },
};

function insertInto(body: Office.Body): (lines: string[]) => Promise<void> {
  return async (lines) => {
    const type = await asked<Office.CoercionType>((then) => body.getTypeAsync(then));
    const text = type === Office.CoercionType.Html ? `<ol>${lines.map((l) => `<li>${escaped(l)}</li>`).join("")}</ol>` : `${lines.map((l, i) => `${i + 1}. ${l}`).join("\n")}\n`;
    await asked<void>((then) => body.prependAsync(text, { coercionType: type }, then));
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

async function asked<T>(ask: (then: (answer: Office.AsyncResult<T>) => void) => void): Promise<T> {
  return await new Promise<T>((resolve, reject) => ask((answer) => (answer.status === Office.AsyncResultStatus.Succeeded ? resolve(answer.value) : reject(new Error(answer.error.message)))));
}
