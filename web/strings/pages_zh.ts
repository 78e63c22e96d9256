/** Everything that the pages around the figures say, in Simplified Chinese. */
import type { pagesEn } from "./pages_en.js";

export const pagesZh: { readonly [K in keyof typeof pagesEn]: string } = {
  language: "简体中文",
  contents: "目录",
  contentsFolded: "目录（折叠）",
  skip: "跳到正文",
  toDark: "深色",
  toLight: "浅色",
  toDarkTheme: "切换到深色主题",
  toLightTheme: "切换到浅色主题",
  lessonOf: "第 {number} 课，共 {of} 课",
  lessonNumber: "第 {number} 课",
  minutes: "{minutes} 分钟",
  liveFigures: "{count} 幅可运行的图",
  lessons: "课程",
  lessonsDescription: "课程中的图就在网页里训练真实的网络。",
  lessonsLead:
    "别的课程放一张训练过程的图片，这里放的是训练过程本身。每幅图都在你的浏览器里训练真实的网络：不需要服务器、安装或账号。",
  privacy: "所有图都在你自己的设备上训练。你在这里做的一切都不会离开它。",
  previous: "上一课",
  next: "下一课",
  absent: "本站暂无",
  task: "动手试试",
  insight: "注意什么",
  note: "说明",
  references: "参考文献",
  backTo: "回到引用 {number}",
  table: "表格",
  codeBlock: "代码",
  formula: "公式",
};
