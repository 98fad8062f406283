// What a branch might have on its wall, and what people write that is hard to show.
const card = (id, of) => ({ kind: "card", id, number: `demo-2026-0${id}`, occasion: "客户表扬", to: "李静", toIs: "个人业务柜员", from: "郑洁", what: "", signedBy: "王芳", day: "11月24日", photo: null, photoId: null, fresh: false, ...of });

const products = ["储蓄存款", "基金", "保险", "信用卡", "理财产品", "三方存管", "个人养老金开户", "贵金属", "手机银行", "第三方支付绑卡", "个贷", "代发工资"];
const tones = ["plain", "good", "attention"];
const ordinary = "一位老人来柜台取养老金,说话听不清,李静写在纸上一句一句问,办完以后又扶他到门口等家人。第二天他的女儿专门回来道谢:“我父亲说,这里的人把他当自己的长辈。”\n谢谢你,李静。这就是我们说的真诚。";

export const content = () => ({
  branch: "示范支行",
  spirit: ["真诚", "团结", "专业", "进步"],
  language: "zh-CN",
  audience: "staff",
  day: "11月24日 星期二",
  asOf: "09:12",
  poll: 3,
  panels: [
    card("147", { what: ordinary, photo: "/photo.svg?signed=1", photoId: "photo-1" }),
    card("148", { what: ordinary, occasion: "团队协作", to: "周涛", toIs: "大堂经理", from: "吴磊" }),
    card("149", { what: "谢谢!👏🏻👨‍👩‍👧‍👦", to: "赵敏", occasion: "生日祝福" }),
    card("150", { what: "为了让每一位客户都满意,我们一起努力。".repeat(211).slice(0, 4000), to: "长文" }),
    card("151", { what: "‮RTL‬ שלום \"quotes\" 'single' <b>not bold</b> & \u2067مرحبا\u2069 " + "Donaudampfschifffahrtsgesellschaft".repeat(4), to: "אברהם 名字很长很长很长很长很长很长很长很长很长很长很长很长", toIs: "客户经理 ‮x", from: "一个非常非常长的名字一个非常非常长的名字", photo: "/photo.svg?tall", photoId: "photo-2" }),
    card("152", { what: "换行\n".repeat(400), photo: "/missing.png", photoId: "photo-3" }),
    { kind: "table", title: "今日销售", rows: products.map((label, i) => ({ label, value: `${i + 1} 笔 · ${(i * 12.5).toFixed(2)} 万元`, detail: i % 4 === 3 ? null : `目标 ${i + 2} 笔`, tone: tones[i % 3] })) },
    { kind: "table", title: "本月进度", rows: products.slice(0, 3).map((label, i) => ({ label, value: `${i + 1} 笔`, detail: null, tone: tones[i] })) },
    { kind: "chart", title: "网点业绩柱状图", unit: "%", bars: products.map((label, i) => ({ label, value: (i * 37.3) % 131, shown: `${Math.round((i * 37.3) % 131)}%`, tone: tones[i % 3] })) },
    { kind: "chart", title: "本周开户", unit: "户", bars: products.slice(0, 4).map((label, i) => ({ label, value: 3 + i * 2, shown: `${3 + i * 2} 户`, tone: "plain" })) },
    { kind: "text", title: "今天", lines: ["08:20 晨会:服务礼仪", "10:00 反诈宣传进社区", "17:30 关门三件事,请大家准时完成"] },
    { kind: "table", title: "四十行", rows: Array.from({ length: 40 }, (_, i) => ({ label: `产品 ${i + 1}`, value: `${i} 笔`, detail: "目标 3 笔", tone: "plain" })) },
  ],
});

export const photo = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000" viewBox="0 0 800 1000"><rect width="800" height="1000" fill="#cfd9dd"/><circle cx="400" cy="380" r="150" fill="#e7bd9b"/><path d="M120 1000c0-260 120-400 280-400s280 140 280 400z" fill="#21405e"/><path d="M250 380c0-150 60-210 150-210s150 60 150 210c-40-80-90-110-150-110s-110 30-150 110z" fill="#2a1d18"/></svg>`;
