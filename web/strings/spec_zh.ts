/** What is wrong with a figure as its author wrote it (web/figure), in Chinese: by its English sentence, holes numbered. */
export const specZh: Readonly<Record<string, string>> = {
  // One mistake behind its place.
  "{1}: {2}": "{1}：{2}",
  "{1}.path: {2}": "{1}.path：{2}",
  "sweep at {1}: {2}": "sweep 取 {1} 时：{2}",
  'runs[{1}] "{2}": {3}': 'runs[{1}] "{2}"：{3}',

  // What a field may be.
  "a string": "一个字符串",
  "a number": "一个数",
  "true or false": "true 或 false",
  "an object": "一个对象",
  "a list": "一个列表",
  "a number, a string, true, false or a list of numbers": "数、字符串、true、false 或由数组成的列表",
  "a whole number, 0 or above": "不小于 0 的整数",
  "a number, a string, true or false": "数、字符串、true 或 false",
  "a number, or another quantity: { run, quantity }": "数，或另一个量：{ run, quantity }",
  "the spec": "图的说明",
  "{1}: is missing; it must be {2}": "{1}：缺少；必须是{2}",
  "{1}: must be {2}, not {3}": "{1}：必须是{2}，而不是 {3}",
  "{1}: must be an object": "{1}：必须是对象",
  "{1}: must be a string": "{1}：必须是字符串",
  "{1}: unknown field{2}": "{1}：没有这个字段{2}",
  '; did you mean "{1}"?': '；是不是想写 "{1}"？',
  "; there are {1}": "；可用的有 {1}",
  "it has {1}": "可用的有 {1}",
  "it has none": "一个也没有",

  // Single fields.
  "version: must be 1": "version：必须是 1",
  "offers: must be a list of {1}": "offers：必须是由下列各项组成的列表：{1}",
  "variables.{1}: must be a number, a string, true, false or a list of numbers":
    "variables.{1}：必须是数、字符串、true、false 或由数组成的列表",
  "a string: what is to be reached, in words": "字符串：用文字写出要达到什么",
  "{1}.label: is missing; it must be {2}": "{1}.label：缺少；必须是{2}",
  "true, or an object": "true 或一个对象",
  "builder.goals: stand in place of a goal; there must be one or the other":
    "builder.goals：用来代替 goal；二者必须有且只有一个",
  "builder: needs a single run, with neither set nor program of its own":
    "builder：只能有一条曲线，且它没有自己的 set 和 program",
  '{1}.learns: must be "classes" or "values"': '{1}.learns：必须是 "classes" 或 "values"',
  '{1}: unknown {2} "{3}"{4}': '{1}：没有名为 "{3}" 的 {2}{4}',
  "no rows": "没有数据行",
  "runs: must have at least one run": "runs：至少要有一条曲线",
  'runs[{1}].name: "{2}" cannot be told from runs[{3}] "{4}"': 'runs[{1}].name："{2}" 与 runs[{3}] "{4}" 无法区分',
  'sweep.quantity: must be "loss" or "accuracy"': 'sweep.quantity：必须是 "loss" 或 "accuracy"',
  "sweep.seeds: must be a whole number above 0": "sweep.seeds：必须是大于 0 的整数",
  "sweep.values: must be at least two numbers that rise": "sweep.values：必须是至少两个递增的数",
  "sweep.values: on a logarithmic axis all but a first 0 must be above 0":
    "sweep.values：在对数轴上，除了最前面的 0，都必须大于 0",
  'views[{1}].type: unknown view "{2}"{3}': 'views[{1}].type：没有名为 "{2}" 的视图{3}',
  "{1}: must have at least one condition": "{1}：至少要有一个条件",
  "{1}: must say below, above or is; or all or any of several conditions":
    "{1}：必须写 below、above 或 is，或者多个条件的 all 或 any",

  // Controls and variables.
  '{1}.type: unknown control "{2}"{3}': '{1}.type：没有名为 "{2}" 的控件{3}',
  "{1}.variable: there must be either a variable or a path into the program":
    "{1}.variable：必须给出变量，或程序中的一个路径，二者之一",
  "{1}.options: must have at least two options": "{1}.options：至少要有两个选项",
  "{1}.max: must be above min": "{1}.max：必须大于 min",
  "{1}.step: must be above 0": "{1}.step：必须大于 0",
  "{1}.min: must be above 0 and below max": "{1}.min：必须大于 0 且小于 max",
  "variables.{1} is {2}": "variables.{1} 是 {2}",
  "{1}.options: {2}, which is none of {3}": "{1}.options：{2}，不在 {3} 之中",
  "{1}: {2}, which is none of {3}": "{1}：{2}，不在 {3} 之中",
  "{1}: {2}, but a {3} control needs a number": "{1}：{2}，而 {3} 控件需要一个数",
  "{1}: {2}, outside {3} to {4}": "{1}：{2}，不在 {3} 到 {4} 之间",
  '{1}: no variable "{2}"; it has {3}': '{1}：没有变量 "{2}"；可用的有 {3}',
  '{1}: the control "{2}" cannot give {3}': '{1}：控件 "{2}" 给不出 {3}',
  'there is a variable "{1}" already: name it as "variable"': '已经有变量 "{1}"：请用 "variable" 写出它',
  '{1} is {2} and has no "{3}"': '{1} 是 {2}，没有 "{3}"',
  '{1} has no "{2}"; write its default there: the control begins with it':
    '{1} 没有 "{2}"；请在那里写出默认值：控件由它开始',
  '{1} is the variable "{2}": name it as "variable"': '{1} 就是变量 "{2}"：请用 "variable" 写出它',
  "{1} must be a number, a string, true, false or a list of numbers":
    "{1} 必须是数、字符串、true、false 或由数组成的列表",
  "no reason given": "没有说明原因",

  // Readouts and translations.
  '"{1}" closes nothing': '"{1}" 没有对应的开头',
  '"{" is not closed': '"{" 没有闭合',
  '"[" is not closed': '"[" 没有闭合',
  "an empty { }": "空的 { }",
  "the test {{1}} needs two sides and one of = != < <= > >=": "条件 {{1}} 需要两边和 = != < <= > >= 之一",
  'unknown format "{1}" in {{2}}; there are .2f .1e .0% d and n <noun>':
    '{{2}} 中没有格式 "{1}"；可用的有 .2f .1e .0% d 和 n <名词>',
  '{1}: must be a language tag like "zh" or "pt-BR"': '{1}：必须是像 "zh" 或 "pt-BR" 这样的语言标签',
  "{1}.hints: must be {2}, as many as the spec has": "{1}.hints：必须有 {2} 个，与说明中的一样多",
  "{1}.hints: must be strings": "{1}.hints：必须是字符串",
  '{1}.labels: "{2}" must be a string': '{1}.labels："{2}" 必须是字符串',
  '{1}.labels: nothing in the spec says "{2}"{3}': '{1}.labels：说明中没有 "{2}"{3}',

  // Templates, values, files.
  "this figure descends a surface: it takes no data": "本图在曲面上下降：不接受数据",
  "{{1}} means nothing; values are step, epoch, status, seed, var.…, runs.…, leader.…, gap.…":
    "{{1}} 没有含义；可用的值有 step、epoch、status、seed、var.…、runs.…、leader.…、gap.…",
  '{{1}}: no run "{2}"; there are {3}': '{{1}}：没有名为 "{2}" 的曲线；有 {3}',
  "{1} at character {2}": "第 {2} 个字符：{1}",
  "no variable {1}; {2}": "没有变量 {1}；{2}",
  'unknown field beside "{1}"': '"{1}" 旁边有未知的字段',
  "must be an object with one entry per value": "必须是对象，每个值一项",
  'no case "{1}"; it has {2}': '没有 "{1}" 这一项；有 {2}',
  "must be a number": "必须是数",
  '"times" needs a number, but "{1}" is {2}': '"times" 需要一个数，而 "{1}" 是 {2}',
  "must be a whole number from 0 to 1000, not {1}": "必须是 0 到 1000 的整数，而不是 {1}",
  "must be a list": "必须是列表",
  "must be an object": "必须是对象",
  "must be a string": "必须是字符串",
  "must be a whole number above 0": "必须是大于 0 的整数",
  "must be a number above 0": "必须是大于 0 的数",
  "must be a list of {1}s": "必须是由 {1} 组成的列表",
  "{1} has not been read": "尚未读取 {1}",
  "must be a whole number, 0 or above": "必须是不小于 0 的整数",
  "must be a number of steps per second above 0, or Infinity": "必须是大于 0 的每秒步数，或 Infinity",
  "not JSON: {1}": "不是 JSON：{1}",
  "this figure is gone": "这幅图已经不在了",
  "must be one of scikit-learn's {1}": "必须是 scikit-learn 的 {1} 之一",
  "gives {1} rows of {2}: this file is another one": "给出 {1} 行、每行 {2} 个：这个文件是另一个",
  "the loader gives all columns: leave out one of the two": "加载函数给出所有的列：请去掉两者之一",
};
