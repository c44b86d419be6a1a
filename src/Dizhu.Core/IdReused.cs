using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core;

/// <summary>The answer to an id of the client that already stands for something else.</summary>
internal static class IdReused
{
    public static Refusal Refusal { get; } = new("input.id-reused", "这个编号已用于另一次提交，没有重复登记。请换一个新的编号再提交。", RefusalKind.Conflict, Field: "id");
}
