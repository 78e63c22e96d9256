/** What the reader of scripts says of a script (web/code/read), in Chinese: by its English sentence, holes numbered. */
export const readerZh: Readonly<Record<string, string>> = {
  // What a value is.
  "a number": "一个数",
  "a dictionary": "一个字典",
  "a function": "一个函数",
  "a method": "一个方法",
  "a class": "一个类",
  "an object": "一个对象",
  "a module of Python": "一个 Python 模块",
  "a layer": "一个层",
  "a model": "一个模型",
  "a parameter": "一个参数",
  "an output of the model": "模型的输出",
  "a penalty": "一个惩罚项",
  "a loss": "一个损失",
  "a loss function": "一个损失函数",
  "a generator": "一个随机数生成器",
  "a data set": "一个数据集",
  "a DataLoader": "一个 DataLoader",
  "a result of training": "训练的结果",
  "a tensor": "一个张量",
  "an optimizer": "一个优化器",
  "a scheduler": "一个学习率调度器",
  "a range": "一个 range",
  "a name": "一个名称",
  "a text": "一段文本",
  "a truth value": "一个真假值",
  "a tuple": "一个元组",
  "a list": "一个列表",
  "what training will give": "训练之后才有的结果",
  values: "个数",
  channels: "个通道",
  "values in the last dimension": "个数（在最后一维）",

  // What follows a sentence.
  "; did you mean `{1}{2}`?": "；你是不是想写 `{1}{2}`？",
  "; it has {1}": "；可用的有 {1}",
  "; it has none": "；它没有任何参数",
  "; it has `data` and `target`": "；它有 `data` 和 `target`",
  "; give this one by its name: `{1}=`": "；请用名称给出这个参数：`{1}=`",
  "; put a * before it to unpack it": "；在它前面加上 * 即可展开",
  "; put `nn.Flatten()` before it": "；请在它前面加上 `nn.Flatten()`",

  // Python.
  "something is missing here": "这里缺了什么",
  "something is missing between the brackets": "括号里缺了什么",
  "a comma or a closing bracket is missing before this": "在此之前缺了一个逗号或右括号",
  "`{1}` cannot stand here in Python": "在 Python 中，`{1}` 不能放在这里",
  "`{1}` is more Python than is read here": "这里读不懂 Python 的 `{1}`",
  "this script is too long to be read here": "这段代码太长，这里无法读取",
  "this is nested too deeply to be read here": "这里嵌套得太深，无法读取",
  "this script cannot be read here ({1})": "这里无法读取这段代码（{1}）",
  "this cannot stand here": "这个不能放在这里",
  "this cannot be assigned to": "这个不能被赋值",
  "`break`, `continue` and `return` need a loop or a function around them":
    "`break`、`continue` 和 `return` 要放在循环或函数里面",
  "only `with torch.no_grad():` is available in this lesson": "本课只能使用 `with torch.no_grad():`",
  "`{1}` is not available in this lesson": "本课不能使用 `{1}`",
  "`{1}` is not available in this lesson{2}": "本课不能使用 `{1}`{2}",
  "`{1}` is not defined{2}": "`{1}` 没有定义{2}",
  "a class can be made from `nn.Module` here, or from a class of yours":
    "这里的类只能继承 `nn.Module`，或者你自己写的类",
  "{1} names for {2} values": "{1} 个名称对应 {2} 个值，数目不一致",
  "`{1}` of {2} cannot be set in this lesson": "本课不能设置 `{1}`（所属：{2}）",
  "there is no such item to set": "没有这一项，无法设置",
  "items of {1} cannot be set here": "这里不能设置各项的值：这是{1}",
  "this script does too much to be followed here: fewer or shorter loops":
    "这段代码要做的事太多，这里跟不上：请减少循环，或缩短循环",
  "more than {1} layers are too many for this lesson": "超过 {1} 层，对本课来说太多了",
  "this calls itself, or is nested, too deeply to be followed": "这里调用自身或嵌套得太深，无法继续",
  "{1} has no items to go through": "不能逐项遍历：这是{1}",
  "what happens here depends on results of training, which a figure cannot follow":
    "这里怎么走取决于训练的结果，图无法跟随",
  "a key is a text or a number here": "这里的键只能是文本或数",
  "`{1}` does not go with {2}": "`{1}` 不能用在这里：这是{2}",
  "`*` unpacks within brackets only": "`*` 只能在括号内展开",
  "slices with a step are not available in this lesson": "本课不能使用带步长的切片",
  "there are {1} items, and no [{2}]": "共有 {1} 项，没有 [{2}]",
  "there is no {1} in it{2}": "其中没有 {1}{2}",
  "{1} has no items": "不能取其中的项：这是{1}",
  "this divides by zero": "这里除以了零",
  "`{1}` has no value here": "`{1}` 在这里没有值",
  "this list gets too long to be read here": "这个列表太长，这里无法读取",
  "`{1}` cannot join {2} and {3}": "`{1}` 不能用于{2}和{3}",
  "`in` needs a list, not {1}": "`in` 需要一个列表，而这是{1}",
  "`{1}` cannot compare {2} and {3}": "`{1}` 不能比较{2}和{3}",

  // Calls.
  "`{1}` needs a number that is known here, not {2}": "`{1}` 需要一个此时已知的数，而这是{2}",
  "`range` takes one, two or three whole numbers": "`range` 接受一到三个整数",
  "`range` takes whole numbers": "`range` 只接受整数",
  "`range` cannot go on by 0": "`range` 的步长不能是 0",
  "`{1}` of nothing": "`{1}` 中什么也没有",
  "`isinstance` takes a class, or a tuple of classes": "`isinstance` 接受一个类，或由类组成的元组",
  "the format `{1}` is not available in this lesson": "本课不能使用格式 `{1}`",
  "`**` unpacks a dictionary": "`**` 展开的是字典",
  "`{1}` is given twice": "`{1}` 给了两次",
  "a layer or model takes one input": "层或模型只接受一个输入",
  "{1} cannot be called": "不能调用：这是{1}",
  "`{1}` is given `{2}` twice": "给 `{1}` 的 `{2}` 出现了两次",
  "`{1}` also needs {2}": "`{1}` 还需要 {2}",
  "`{1}` takes fewer arguments": "给 `{1}` 的参数太多",
  "`{1}` has no argument `{2}`{3}": "`{1}` 没有参数 `{2}`{3}",
  "`{1}` has no argument `{2}`{3}{4}": "`{1}` 没有参数 `{2}`{3}{4}",
  "`{1}` takes no argument number {2} here{3}": "`{1}` 在这里没有第 {2} 个参数{3}",
  "`super()` belongs into a method": "`super()` 要放在方法里面",
  "`{1}` has no `__init__` that takes arguments": "`{1}` 没有带参数的 `__init__`",
  "a number is wanted here, not {1}": "这里需要一个数，而这是{1}",
  "`{1}` must be the same in both directions in this lesson": "在本课中，`{1}` 在两个方向上必须相同",
  "`{1}` of `{2}` has only one value in this lesson: {3}": "在本课中，`{2}` 的 `{1}` 只能取一个值：{3}",
  "`{1}` of `{2}` must be a number, not {3}": "`{2}` 的 `{1}` 必须是一个数，而这是{3}",
  "`math.{1}` takes a number": "`math.{1}` 接受一个数",
  "`math.{1}` has no value here": "`math.{1}` 在这里没有值",

  // Members.
  "{1} has no `{2}` in this lesson{3}": "本课中没有这样的 `{2}`：这是{1}{3}",
  "{1} has no `{2}` here{3}": "这里没有 `{2}`：这是{1}{3}",
  "`nn.{1}` has no `{2}`": "`nn.{1}` 没有 `{2}`",
  "it has no `{1}`{2}": "它没有 `{1}`{2}",
  "`apply` is not available in this lesson: go through `model.modules()` with a `for` loop":
    "本课不能使用 `apply`：请用 `for` 循环遍历 `model.modules()`",
  "a tensor's `{1}` is not available in this lesson{2}": "本课不能使用张量的 `{1}`{2}",
  "an output's `{1}` is not available in this lesson": "本课不能使用输出的 `{1}`",
  "`manual_seed` takes a whole number": "`manual_seed` 接受一个整数",

  // The model.
  "this is no model": "这不是模型",
  "`{1}` has no `forward`": "`{1}` 没有 `forward`",
  "only a layer can be appended to a model": "只有层才能加到模型后面",
  "a model cannot be a part of itself": "模型不能是它自己的一部分",
  "a `ModuleList` cannot be called: go through its layers with a `for` loop":
    "`ModuleList` 不能调用：请用 `for` 循环逐层调用",
  "this `nn.{1}` stands in the model more than once; here every layer has weights of its own":
    "这个 `nn.{1}` 在模型中出现了不止一次；这里每个层都有自己的权重",
  "`nn.{1}` takes {2} {3} here, but {4} arrive{5}": "`nn.{1}` 在这里要接收 {2} {3}，到达的却有 {4} 个{5}",
  "a layer is frozen as a whole in this lesson, weight and bias": "在本课中，冻结一层要连同权重和偏置一起冻结",
  "a layer cannot take what has been scaled": "乘过系数的结果不能再送入层",
  "a layer takes a tensor": "层接受的是张量",
  "a block is scaled by one number": "一个块只能乘以一个数",
  "outputs can be added only as in a residual block: `x + scale * block(x)`":
    "输出只能像残差块那样相加：`x + scale * block(x)`",
  "outputs can be joined only by `+`, as in a residual block": "输出之间只能用 `+`，如同残差块",
  "it has {1} layers: the last is [{2}]": "它有 {1} 层：最后一层是 [{2}]",
  "`{1}` takes layers, not {2}{3}": "`{1}` 接受的是层，而这是{2}{3}",
  "`flatten` keeps the rows: write `x.flatten(1)`": "`flatten` 要保留各行：请写 `x.flatten(1)`",
  "between layers `{1}` can only flatten: write `x.flatten(1)`":
    "在层与层之间，`{1}` 只能用来展平：请写 `x.flatten(1)`",
  "`{1}` takes a layer's weight or bias first": "`{1}` 的第一个参数是层的权重或偏置",

  // Data and batches.
  "this tensor's shape is not known before it runs; write the number": "运行之前不知道这个张量的形状；请直接写出数字",
  "this tensor's length is not known before it runs; write the number": "运行之前不知道这个张量的长度；请直接写出数字",
  "`split` takes the size of a batch, a whole number above 0": "`split` 接受批次大小：大于 0 的整数",
  "how many rows there are to split is not known": "不知道要拆分的有多少行",
  "a tensor cannot be calculated with this": "张量不能与它一起运算",
  "`torch.tensor` takes numbers, not {1}": "`torch.tensor` 接受的是数，而这是{1}",
  "`TensorDataset` takes the inputs and the targets": "`TensorDataset` 接受输入和目标",
  "`DataLoader`'s `{1}` is not available in this lesson": "本课不能使用 `DataLoader` 的 `{1}`",
  "`DataLoader` takes a `TensorDataset(inputs, targets)`": "`DataLoader` 接受 `TensorDataset(inputs, targets)`",
  "`batch_size` must be a whole number above 0": "`batch_size` 必须是大于 0 的整数",
  "the outputs and the targets of a batch must be of the same rows": "一个批次的输出和目标必须来自相同的行",
  "a batch is taken as `inputs[rows]` and `targets[rows]` here, with rows from `order.split(64)` or a `DataLoader`":
    "这里按 `inputs[rows]` 和 `targets[rows]` 取批次，各行来自 `order.split(64)` 或 `DataLoader`",
  "the bounds of a batch must be known numbers": "批次的起止必须是已知的数",
  "every step must take a batch of the same size from the same data": "每一步都必须从同一组数据中取同样大小的批次",
  "an epoch goes over all batches here, one after the other, each row once":
    "这里的一轮依次经过所有批次，每一行只用一次",
  "of an order only the last, short batch can be cut off: `order[: len(order) // 64 * 64]`":
    "顺序中只能去掉最后那个不满的批次：`order[: len(order) // 64 * 64]`",
  "the order must be over the {1} rows that are trained on": "顺序必须覆盖用于训练的 {1} 行",
  "the order of the rows comes from `torch.randperm` or `torch.arange`":
    "各行的顺序来自 `torch.randperm` 或 `torch.arange`",
  "these data are none of the lesson's sets: keep the lines that make them as they are, and change only their numbers":
    "这些数据不是本课的数据集：请保留生成数据的各行原样，只改其中的数字",
  "the targets must be a tensor, not {1}": "目标必须是张量，而这是{1}",
  "`nn.CrossEntropyLoss` takes the numbers of the classes as targets: leave out `targets.float().unsqueeze(1)`":
    "`nn.CrossEntropyLoss` 的目标是类别的编号：请去掉 `targets.float().unsqueeze(1)`",
  "`nn.{1}` takes a column of numbers as targets: `targets = targets.float().unsqueeze(1)` before they are split":
    "`nn.{1}` 的目标是一列数：请在拆分之前写 `targets = targets.float().unsqueeze(1)`",

  // Loss, optimizer, loop.
  "nothing trains here: a loop with `loss.backward()` and `optimizer.step()` is missing":
    "这里没有训练：缺少带有 `loss.backward()` 和 `optimizer.step()` 的循环",
  "all steps are alike in a figure: same model, loss, optimizer and clipping":
    "图中每一步都相同：同样的模型、损失、优化器和裁剪",
  "the steps of a figure are all alike: this one comes only later, or never":
    "图中的各步都相同：而这一步要到后来才有，或者根本没有",
  "a loss function takes the model's outputs first, then the targets": "损失函数先接受模型的输出，再接受目标",
  "the model's outputs cannot be scaled in this lesson": "本课不能给模型的输出乘以系数",
  "a loss is the loss function's value, plus λ times the sum of the squared weights at most":
    "损失是损失函数的值，至多再加上 λ 乘以权重的平方和",
  "the loss has its penalty already": "损失已经有惩罚项了",
  "all weights have the same penalty in this lesson": "在本课中，所有权重的惩罚相同",
  "the squares must be summed: `w.square().sum()`": "平方之后要求和：`w.square().sum()`",
  "the lesson's penalty is made of squares: `w.square().sum()`": "本课的惩罚项由平方组成：`w.square().sum()`",
  "the lesson's penalty is over the weights of all `nn.Linear` and convolutions, each once, and over nothing else":
    "本课的惩罚项包含所有 `nn.Linear` 和卷积层的权重，每个一次，此外别无其他",
  "only a loss can go backward()": "只有损失才能调用 backward()",
  "the gradients of the step before are still there: call `optimizer.zero_grad()` before this":
    "上一步的梯度还在：请在此之前调用 `optimizer.zero_grad()`",
  "one `backward()` a step is all that this lesson has": "在本课中，每一步只能有一次 `backward()`",
  "there are no gradients yet: clip them after `loss.backward()`": "还没有梯度：请在 `loss.backward()` 之后再裁剪",
  "there are no gradients yet: call `loss.backward()` before this": "还没有梯度：请先调用 `loss.backward()`",
  "`clip_grad_norm_` takes the parameters and `max_norm`, a number": "`clip_grad_norm_` 接受参数和一个数 `max_norm`",
  "the optimizer has all parameters of the model here: `model.parameters()`":
    "这里的优化器包含模型的所有参数：`model.parameters()`",
  "`{1}` takes the parameters first: `model.parameters()`": "`{1}` 的第一个参数是模型的参数：`model.parameters()`",
  "`{1}` takes parameters first; groups with own settings are not available in this lesson":
    "`{1}` 的第一个参数是模型的参数；本课不能使用各有设置的参数组",
  "the optimizer `{1}` cannot run in this lesson: it has those of `torch.optim`, and Adam without bias correction as the figures print it":
    "本课不能运行优化器 `{1}`：可用的是 `torch.optim` 中的优化器，以及图中所写的不带偏差修正的 Adam",
  "`{1}` takes the optimizer first": "`{1}` 的第一个参数是优化器",
  "one scheduler is all that this lesson has": "本课只能有一个学习率调度器",
  "the scheduler steps after `optimizer.step()`": "学习率调度器要在 `optimizer.step()` 之后更新",
  "the scheduler steps after each `optimizer.step()` in this lesson: once a batch, not once an epoch":
    "在本课中，学习率调度器在每次 `optimizer.step()` 之后更新：每个批次一次，而不是每轮一次",
  "`torch.manual_seed` takes a whole number": "`torch.manual_seed` 接受一个整数",
  "`torch.manual_seed` comes before the model: its weights are drawn when it is made":
    "`torch.manual_seed` 要放在模型之前：权重是在创建模型时抽取的",
  "the order of the rows has the seed of `torch.manual_seed` in this lesson: {1}":
    "在本课中，各行顺序的种子就是 `torch.manual_seed` 的种子：{1}",
  "a descent has one tensor of two numbers: `w = torch.tensor([-1.0, 1.0], requires_grad=True)`":
    "下降只用一个含两个数的张量：`w = torch.tensor([-1.0, 1.0], requires_grad=True)`",
  "this is none of the lesson's surfaces: {1}": "这不是本课的曲面；本课的曲面有：{1}",

  // A network that borrows from another.
  "`{1}` must be a network that was trained before, to borrow from it": "`{1}` 必须是先前训练过的网络，才能借用它的层",
  "`{1}` borrows after it is made and before it is trained": "`{1}` 要在创建之后、训练之前借用",
  "how long the source trains must be known to borrow from it": "要借用来源网络的层，必须知道它训练多久",

  // True things about a script that runs.
  "the model is in eval mode while it trains: call `model.train()` before the steps":
    "模型在训练时处于 eval 模式：请在各步之前调用 `model.train()`",
  "without `torch.manual_seed` PyTorch starts from other weights each time":
    "没有 `torch.manual_seed`，PyTorch 每次都从不同的权重开始",
  "PyTorch draws the order of the rows otherwise here than the figure does: the numbers agree only on average":
    "这里 PyTorch 抽取各行顺序的方式与图不同：数值只在平均意义上一致",
};
