import type { WallContent } from "../src/types";

export const content: WallContent = {
  branch: "示范支行",
  spirit: ["真诚", "团结", "专业", "进步"],
  language: "zh-CN",
  audience: "lobby",
  day: "11月24日 星期二",
  asOf: "09:12",
  poll: 15,
  panels: [
    { kind: "card", id: "1", number: "demo-2026-0147", occasion: "客户表扬", to: "李静", toIs: "个人业务柜员", from: "郑洁", what: "谢谢", signedBy: "王芳", day: "11月24日", photo: null, photoId: null, fresh: false },
    { kind: "text", title: "今天", lines: ["晨会 <b>08:20</b>"] },
  ],
};
