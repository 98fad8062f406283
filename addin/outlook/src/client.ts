import type { components } from "../../shared/api/branchbot";
import { Api, body } from "../../shared/pane/api";

type Schemas = components["schemas"];
export type TalkSheet = Schemas["TalkSheet"];
export type RecordSheet = Schemas["RecordSheet"];
export type AgreementSheet = Schemas["AgreementSheet"];
export type NotesSheet = Schemas["NotesSheet"];
export type SentMinutes = Schemas["SentMinutes"];

/** What the pane asks of the bot's API. */
export class Client extends Api {
  /** The talk that an appointment is. */
  talk(branch: string, at: Date, person: string | null, language: string): Promise<TalkSheet> {
    return this.json<TalkSheet>(`/branches/${encodeURIComponent(branch)}/talks?at=${at.toISOString()}${person === null ? "" : `&person=${encodeURIComponent(person)}`}&language=${language}`);
  }

  putMinutes(talk: TalkSheet, sent: SentMinutes, language: string): Promise<RecordSheet> {
    return this.json<RecordSheet>(`${of(talk)}/minutes?language=${language}`, { ...body("PUT", sent), keepalive: true });
  }

  acknowledge(talk: TalkSheet, version: number, language: string): Promise<RecordSheet> {
    return this.json<RecordSheet>(`${of(talk)}/minutes/acknowledge?version=${version}&language=${language}`, { method: "POST" });
  }

  finish(talk: TalkSheet, what: string, language: string): Promise<RecordSheet> {
    return this.json<RecordSheet>(`${of(talk)}/agreements/done?language=${language}`, body("POST", { what }));
  }

  hold(talk: TalkSheet, language: string): Promise<TalkSheet> {
    return this.json<TalkSheet>(`${of(talk)}/held?at=${encodeURIComponent(talk.start)}&language=${language}`, { method: "POST" });
  }

  /** A page to print, good for a while. */
  async paper(talk: TalkSheet): Promise<string> {
    return (await this.json<{ link: string }>(`${of(talk)}/paper`)).link;
  }

  notes(talk: TalkSheet): Promise<NotesSheet> {
    return this.json<NotesSheet>(noted(talk));
  }

  putNotes(talk: TalkSheet, notes: NotesSheet): Promise<NotesSheet> {
    return this.json<NotesSheet>(noted(talk), { ...body("PUT", notes), keepalive: true });
  }
}

function of(talk: TalkSheet): string {
  return `/branches/${encodeURIComponent(talk.branch)}/talks/${talk.quarter}/${talk.person}`;
}

function noted(talk: TalkSheet): string {
  return `/branches/${encodeURIComponent(talk.branch)}/talks/notes/${talk.person}`;
}
