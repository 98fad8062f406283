// Stands in for Outlook's API where there is no Outlook: what the pane uses of Office.context.mailbox, as it is documented for Mailbox 1.8; all answers come later, as there.

/** An appointment as the calendars of this machine have it. */
export interface Item {
  id: string;
  subject: string;
  start: string;
  end: string;
  location: string;
  private: boolean;
  organizes: boolean;
  with: string[];
  response: string | null;
  /** What was written on the event for add-ins, as JSON; in the calendar of who invites only. */
  addin: string | null;
}

type Then<T> = (answer: { status: "succeeded" | "failed"; value: T; error: { message: string } }) => void;

/** Outlook with one appointment open, or none. */
export class StandIn {
  private readonly handlers = new Map<string, (() => void)[]>();
  private open: Item | null = null;
  body = "";

  /** What the pane finds as Office. */
  readonly office: object;

  constructor(private readonly changed: () => void) {
    const mailbox = { addHandlerAsync: (type: string, then: () => void) => this.listen(type, then) };
    Object.defineProperty(mailbox, "item", { get: () => this.item(), enumerable: true });
    this.office = {
      context: { mailbox, host: "Outlook" },
      HostType: { Outlook: "Outlook", Excel: "Excel" },
      MailboxEnums: { ItemType: { Appointment: "appointment", Message: "message" } },
      AsyncResultStatus: { Succeeded: "succeeded", Failed: "failed" },
      CoercionType: { Html: "html", Text: "text" },
      EventType: { ItemChanged: "olkItemSelectedChanged", AppointmentTimeChanged: "olkAppointmentTimeChanged" },
    };
  }

  /** Somebody opens an appointment, or closes it. */
  show(item: Item | null): void {
    const moved = item !== null && item.id === this.open?.id;
    if (!moved) {
      this.body = "";
    }

    this.open = item;
    (this.handlers.get(moved ? "olkAppointmentTimeChanged" : "olkItemSelectedChanged") ?? []).forEach((then) => then());
  }

  private listen(type: string, then: () => void): void {
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), then]);
  }

  private item(): object | undefined {
    const open = this.open;
    if (open === null) {
      return undefined;
    }

    const start = new Date(open.start);
    const read = { getAsync: (_type: string, then: Then<string>) => later(then, this.body), getTypeAsync: (then: Then<string>) => later(then, "html") };
    const common = {
      itemType: "appointment",
      loadCustomPropertiesAsync: (then: Then<{ get: (name: string) => unknown }>) => {
        const written = open.addin === null ? {} : (JSON.parse(open.addin) as Record<string, unknown>);
        later(then, { get: (name) => written[name] });
      },
      addHandlerAsync: (type: string, then: () => void) => this.listen(type, then),
    };
    // Who invites has the form to write; who is invited reads.
    return open.organizes
      ? {
          ...common,
          start: { getAsync: (then: Then<Date>) => later(then, start) },
          body: {
            ...read,
            prependAsync: (text: string, options: { coercionType: string }, then: Then<void>) => {
              if (options.coercionType !== "html") {
                setTimeout(() => then({ status: "failed", value: undefined, error: { message: "The format of the specified data object is not valid." } }));
                return;
              }

              this.body = text + this.body;
              this.changed();
              later(then, undefined);
            },
          },
        }
      : { ...common, start, body: { getAsync: read.getAsync } };
  }
}

function later<T>(then: Then<T>, value: T): void {
  setTimeout(() => then({ status: "succeeded", value, error: { message: "" } }));
}
