using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>What is told of files and geometries that cannot be read.</summary>
public static class BrokenFile
{
    /// <summary>The refusal of a whole file.</summary>
    public static Refusal Of(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "file");

    /// <summary>The refusal of one row whose geometry cannot be built; the rest of the file goes on.</summary>
    public static Refusal Shape(Exception problem) => problem.Message.Contains("closed", StringComparison.OrdinalIgnoreCase)
        ? new Refusal("import.unclosed", "面的边界没有闭合（首尾两点不同）。请闭合后重新导入这一行。", RefusalKind.Invalid, Field: "shape")
        : new Refusal("import.shape", "图形读不出来。请用制图软件检查并修复这一行的图形。", RefusalKind.Invalid, Field: "shape");
}
