using System.Text.RegularExpressions;
using Dizhu.Core.Policies;
using Dizhu.Tests.Kit;

namespace Dizhu.Repository.Tests;

/// <summary>Personal numbers and addresses stay where they were printed; nothing here repeats them.</summary>
public sealed partial class PersonalDataTests
{
    private const string Mask = "〔已隐去〕";

    [Fact]
    public void No_file_of_the_repository_holds_a_mobile_number_or_a_mail_address()
    {
        var found = from file in RepositoryFiles.Texts.Where(f => !Exempt().IsMatch(f))
                    from hit in Found(RepositoryFiles.Read(file))
                    select $"{file}: {hit}";

        Assert.Empty(found);
    }

    [Fact]
    public void The_printed_contact_is_masked_in_the_kept_text()
    {
        var clause = KeptText.Find("三政办〔2017〕26号", "五(四)")!;

        Assert.Contains($"电话:{Mask}", clause.Text, StringComparison.Ordinal);
        Assert.Contains($"电子邮箱:{Mask}", clause.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d{7}", clause.Text);
        Assert.DoesNotMatch(@"1[3-9]\d\*", clause.Text);
    }

    [Theory]
    [InlineData("139", "12345678", true)]
    [InlineData("139", "1234567", false)] // one digit short
    [InlineData("129", "12345678", false)] // no such series
    [InlineData("138", "00001234", false)] // synthetic: 0000 after the series
    [InlineData("0.139", "12345678", false)] // a coordinate
    public void A_mobile_number_is_told_from_other_digits(string head, string tail, bool expected) =>
        Assert.Equal(expected, Found("tel " + head + tail + " end").Any());

    [Theory]
    [InlineData("someone", "126.com", true)]
    [InlineData("someone", "example.com", false)] // reserved for examples
    [InlineData("", "types.net", false)]
    public void A_mail_address_is_told_from_other_words(string name, string host, bool expected) =>
        Assert.Equal(expected, Found($"to {name}@{host} end").Any());

    private static IEnumerable<string> Found(string text) =>
        Mobile().Matches(text).Concat(Mail().Matches(text).Where(m => !Example().IsMatch(m.Value))).Select(m => m.Value);

    /// <summary>Lock files and drawings are digits by nature; licence texts name their authors and must be kept whole.</summary>
    [GeneratedRegex(@"(^|/)(packages\.lock\.json|package-lock\.json|LICENSE[^/]*)$|\.svg$")]
    private static partial Regex Exempt();

    /// <summary>Eleven digits of a mobile series, also half masked. Test numbers carry 0000 after the series: nobody has one.</summary>
    [GeneratedRegex(@"(?<![\w.+/=-])1[3-9]\d(?!0000)[\d*]{8}(?![\w+/=])")]
    private static partial Regex Mobile();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.(com|cn|net|org|gov|edu|info|io|me)(?![A-Za-z(])")]
    private static partial Regex Mail();

    [GeneratedRegex(@"@(.+\.)?example\.(com|org|net)$")]
    private static partial Regex Example();
}
