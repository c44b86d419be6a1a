using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>Habits the compiler does not keep for us.</summary>
public sealed partial class SourceHabitsTests
{
    private static IEnumerable<string> Product => RepositoryFiles.Under("src", ".cs").Concat(RepositoryFiles.Under("src", ".cshtml"));

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(Hits(Product.Concat(RepositoryFiles.Under("src", ".ts")), Later(), code => code));

    [Fact]
    public void No_error_is_swallowed_and_no_clock_or_task_is_read_directly() =>
        Assert.Empty(Hits(Product, Swallowed(), RepositoryFiles.CodeOnly));

    [Fact]
    public void No_test_is_switched_off() =>
        Assert.Empty(Hits(RepositoryFiles.Under("tests", ".cs"), SwitchedOff(), RepositoryFiles.CodeOnly));

    [Fact]
    public void No_sql_is_put_together_from_strings() => Assert.Empty(Hits(Product, BuiltSql(), RepositoryFiles.WithoutComments));

    [Theory]
    [InlineData("try { Save(); } catch { }", true)]
    [InlineData("try { Save(); } catch (IOException) { }", true)]
    [InlineData("try { Save(); } catch (IOException e) when (e.HResult == 1) { }", true)]
    [InlineData("try { Save(); } catch (IOException e) { Log(e); }", false)]
    [InlineData("var day = DateTime.Now;", true)]
    [InlineData("var day = DateTimeOffset.UtcNow;", true)]
    [InlineData("var value = task.Result;", true)]
    [InlineData("var value = answer.ResultCode;", false)]
    [InlineData("task.GetAwaiter().GetResult();", true)]
    public void A_bad_habit_is_recognised(string code, bool expected) => Assert.Equal(expected, Swallowed().IsMatch(code));

    private static IEnumerable<string> Hits(IEnumerable<string> files, Regex pattern, Func<string, string> read) =>
        from file in files
        from hit in pattern.Matches(read(RepositoryFiles.Read(file)))
        select $"{file}: {hit.Value.ReplaceLineEndings(" ")}";

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Later();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?(\s*when\s*\([^{]*\))?\s*\{\s*\}|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\btask\.Result\b|\)\.Result\b|\.GetAwaiter\(\)\.GetResult\(|\.Wait\(\)|Thread\.Sleep|async void")]
    private static partial Regex Swallowed();

    [GeneratedRegex(@"\b(Fact|Theory)\([^)]*\bSkip\s*=")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"(FromSqlRaw|ExecuteSqlRaw(Async)?|SqlQueryRaw)(<[^>]+>)?\(\s*\$""")]
    private static partial Regex BuiltSql();
}
