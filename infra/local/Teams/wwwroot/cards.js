// Adaptive Cards as Teams draws them: the official renderer, the host configurations published for Teams, Markdown where the text is Markdown.

// Those configurations are older than Teams' Fluent 2 colours, with which the same words are readable: green 2.1:1 on white became 6:1.
const fluent = {
  light: {
    text: { accent: "#444791", good: "#0e700e", warning: "#8a3707", attention: "#b10e1c" },
    ground: { accent: "#e8ebfa", good: "#f1faf1", warning: "#fdf6f3", attention: "#fdf3f4" },
  },
  dark: {
    text: { accent: "#aab1fa", good: "#54b054", warning: "#f4bfab", attention: "#eeacb2" },
    ground: { accent: "#2f2f4a", good: "#0b3a0b", warning: "#411200", attention: "#3b0509" },
  },
};

const markdown = window.markdownit({ html: false, linkify: false, breaks: true });

/** Text of a message as HTML; markup in it stays text. Links open beside the page. */
export function renderMarkdown(text) {
  const box = document.createElement("div");
  box.innerHTML = markdown.render(text);
  box.querySelectorAll("a").forEach(link => Object.assign(link, { target: "_blank", rel: "noopener" }));
  return box.childNodes;
}

export class CardPainter {
  constructor(hostConfigs) {
    this.hostConfigs = Object.fromEntries(Object.entries(hostConfigs).map(([theme, config]) =>
      [theme, new AdaptiveCards.HostConfig(recoloured(config, fluent[theme]))]));
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = markdown.render(text);
      result.didProcess = true;
    };
    AdaptiveCards.AdaptiveCard.onAnchorClicked = (_, link) => openLink(link.href);
  }

  /** The card's element; execute(action, inputs) is called for what goes to the bot. */
  paint(json, theme, execute) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = this.hostConfigs[theme];
    card.onExecuteAction = action => {
      if (action instanceof AdaptiveCards.OpenUrlAction) {
        openLink(action.url);
      } else {
        execute(action, inputsOf(action));
      }
    };
    card.parse(json);
    return card.render() ?? document.createElement("div");
  }
}

function recoloured(config, colours) {
  const styles = structuredClone(config.containerStyles);
  for (const [name, style] of Object.entries(styles)) {
    const words = structuredClone(config.containerStyles.default.foregroundColors);
    for (const [word, colour] of Object.entries(colours.text)) {
      words[word] = { ...words[word], default: colour, subtle: colour };
    }

    style.foregroundColors = words;
    style.backgroundColor = colours.ground[name] ?? style.backgroundColor;
  }

  return { ...config, containerStyles: styles };
}

function openLink(address) {
  if (/^https?:/i.test(address)) {
    window.open(address, "_blank", "noopener");
  }

  return true;
}

function inputsOf(action) {
  const set = Object.values(action.getReferencedInputs() ?? {}).filter(input => input.isSet());
  return Object.fromEntries(set.map(input => [input.id, String(input.value)]));
}
