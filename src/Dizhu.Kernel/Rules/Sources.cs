namespace Dizhu.Kernel.Rules;

/// <summary>The binding documents the product relies on. Their kept text lies in <c>docs/sources</c>.</summary>
public static class Sources
{
    /// <summary>三门峡市加快推进数字化城市管理工作实施方案: the order the core system is built on.</summary>
    public static readonly SourceDocument Order26 = new(
        "三政办〔2017〕26号", "三门峡市加快推进数字化城市管理工作实施方案", new(2017, 5, 15));

    /// <summary>The notice that renames the tourism bureau (旅游局 → 旅游发展委员会).</summary>
    public static readonly SourceDocument Notice17 = new(
        "三政〔2017〕17号", "三门峡市人民政府关于三门峡市旅游局更名为三门峡市旅游发展委员会的通知", new(2017, 5, 22));
}
