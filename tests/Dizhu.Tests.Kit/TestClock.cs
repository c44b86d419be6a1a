namespace Dizhu.Tests.Kit;

/// <summary>A clock that stands until a test moves it.</summary>
public sealed class TestClock(DateTime startUtc) : TimeProvider
{
    private DateTime _now = DateTime.SpecifyKind(startUtc, DateTimeKind.Utc);

    /// <summary>Monday 2026-11-23 09:00 in the city: an ordinary working morning.</summary>
    public static TestClock Monday() => new(new DateTime(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc));

    public DateTime Now => _now;

    public override DateTimeOffset GetUtcNow() => new(_now);

    public void Advance(TimeSpan by) => _now += by;

    public void Set(DateTime utc) => _now = DateTime.SpecifyKind(utc, DateTimeKind.Utc);
}
