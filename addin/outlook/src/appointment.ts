/** The appointment beside the pane. */
export interface Appointment {
  start: Date;
  /** With whom the talk is, where the invitation itself says so: in the calendar of who invites. */
  person: string | null;
  /** Writes lines at the head of its text; null: it is only read. */
  insert: ((lines: string[]) => Promise<void>) | null;
}

/** The program around the pane, with whichever appointment is open. */
export interface Calendar {
  /** The open appointment; null: it is something else. */
  current: () => Promise<Appointment | null>;
  /** Another one is opened, or this one is moved. */
  onChange: (then: () => void) => void;
}
