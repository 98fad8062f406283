import source from "../../../tests/Support/Hostile.cs?raw";

/** What somebody might write so that it is taken for more than words: the same as the bot's own tests try (a C# string is written nearly as JSON is). Blanks alone show nowhere. */
export const hostile: string[] = [...source.matchAll(/^ {8}("(?:[^"\\]|\\.)*"),$/gm)]
  .map((literal) => JSON.parse(literal[1]!.replaceAll("\\v", "\\u000b").replaceAll("\\0", "\\u0000")) as string)
  .filter((words) => words.trim() !== "");
