namespace Dizhu.Kernel.Calendars;

/// <summary>A time limit as a table prints it: an amount and its unit.</summary>
public readonly record struct TimeLimit(decimal Amount, LimitUnit Unit);
