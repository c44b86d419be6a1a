using Dizhu.Core.Cases;

namespace Dizhu.Core.Tests.Cases;

/// <summary>The cursor is opaque, and nothing else is taken for one.</summary>
public class ListCursorTests
{
    [Fact]
    public void A_cursor_reads_back_as_it_was_written()
    {
        var cursor = new ListCursor(new DateTime(2026, 11, 23, 1, 2, 3, DateTimeKind.Utc), new Guid("01000000-0000-7000-8000-0000000000ff"));

        Assert.Equal(cursor, ListCursor.Read(cursor.ToString()).Value);
        Assert.Null(ListCursor.Read(null).Value);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("AAAA")]
    [InlineData("________________________________")]
    [InlineData("案件")]
    public void Anything_else_is_refused_in_words(string text)
    {
        var read = ListCursor.Read(text);

        Assert.Equal("input.bad-cursor", read.Refusal.Code);
        Assert.Equal("cursor", read.Refusal.Field);
    }
}
