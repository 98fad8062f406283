// What the program around a pane can do. Office.js is known here and in the folder `office` of each pane, and nowhere else.

/** Whether the pane runs in a program of Office. Office's script is fetched from its own host; where that does not answer there is no Office around the pane. */
export async function inOffice(script: string, program: "Excel" | "Outlook", patience = 4000): Promise<boolean> {
  // Outside a frame or an Office window there is nobody to wait for.
  const hosted = window.parent !== window || "external" in window && /Office|Excel|Outlook/i.test(navigator.userAgent) || window.location.search.includes("_host_Info");
  if (!hosted) {
    return false;
  }

  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience));
  return await Promise.race([late, load(script).then(() => Office.context.host === Office.HostType[program], () => false)]);
}

/** Opens a page in a dialog of Office and answers with what it tells: for an Office that lets no popup through. */
export async function dialog(page: string): Promise<string> {
  return await new Promise<string>((resolve, reject) => {
    Office.context.ui.displayDialogAsync(page, { height: 60, width: 30 }, (opened) => {
      if (opened.status !== Office.AsyncResultStatus.Succeeded) {
        reject(new Error(opened.error.message));
        return;
      }

      opened.value.addEventHandler(Office.EventType.DialogMessageReceived, (told) => {
        opened.value.close();
        resolve("message" in told ? told.message : "");
      });
      opened.value.addEventHandler(Office.EventType.DialogEventReceived, () => reject(new Error("The dialog was closed.")));
    });
  });
}

/** Tells the pane that opened this dialog. */
export async function tellPane(script: string, message: string): Promise<void> {
  await load(script);
  Office.context.ui.messageParent(message);
}

async function load(script: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = script;
    tag.onerror = () => reject(new Error(`${script} could not be loaded.`));
    tag.onload = () => void Office.onReady(() => resolve());
    document.head.append(tag);
  });
}

/** Whether nested app authentication is there (requirement set NestedAppAuth 1.1; it cannot be asked for in the manifest). */
export function canNest(): boolean {
  return typeof Office !== "undefined" && Office.context?.requirements?.isSetSupported("NestedAppAuth", "1.1") === true;
}

/** Whether Office is dark; null: it does not say. */
export function isDark(): boolean | null {
  const background = typeof Office === "undefined" ? undefined : Office.context?.officeTheme?.bodyBackgroundColor;
  return background === undefined ? null : Number.parseInt(background.slice(1, 3), 16) < 128;
}
