using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Exploration.Model;

/// <summary>Whether the phone company takes orders. What comes in of calls and texts comes in all the same.</summary>
public enum Orders
{
    Taken,

    /// <summary>Each is refused for now, and that it is each is not known yet.</summary>
    Refused,

    /// <summary>It is known that none goes out.</summary>
    KnownRefused,
}

/// <summary>What befell the service and the phone company, and what is told of it to every decision.</summary>
/// <param name="Away">The last time that nobody was there.</param>
public sealed record Weather(Orders Orders = Orders.Taken, Away? Away = null)
{
    public static readonly Weather Calm = new();

    /// <summary>So long afterwards it is still told.</summary>
    private static readonly TimeSpan AwayTold = TimeSpan.FromMinutes(15);

    /// <summary>Texts that the phone company keeps, to be sent at their times: not taken back.</summary>
    public ImmutableArray<ScheduledText> Kept { get; init; } = [];

    /// <summary>The facts as they are in it.</summary>
    public Facts On(Facts facts, DateTimeOffset nowUtc)
    {
        var away = Away is { } gone && nowUtc - gone.UntilUtc < AwayTold ? gone : null;
        return away is null && Orders != Orders.KnownRefused ? facts : facts with { Away = away, PhonesOut = Orders == Orders.KnownRefused };
    }
}
