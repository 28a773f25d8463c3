using SpotterBot.Storage;

namespace SpotterBot.Alarms;

/// <summary>What one way of alarming has told about one trouble.</summary>
public sealed record Alarm
{
    public required DateTimeOffset SinceUtc { get; init; }

    /// <summary>Some process is telling it, until then.</summary>
    public DateTimeOffset? ClaimedUntilUtc { get; init; }

    public DateTimeOffset? ToldUtc { get; init; }

    /// <summary>The trouble was over then.</summary>
    public DateTimeOffset? OverUtc { get; init; }
}

/// <summary>Who tells what, among all processes: each alarm by each way is a row, and claimed before it is told.</summary>
public sealed class AlarmBook(IRowStore rows, Privacy privacy)
{
    /// <summary>A claim outlasts the telling, with its repeats; after a process that died in it another tells.</summary>
    private static readonly TimeSpan ClaimFor = TimeSpan.FromSeconds(60);

    private readonly DocumentRows<Alarm> _alarms = new(rows, privacy, "alarms");

    /// <summary>True where it is to be told, now and by this process.</summary>
    /// <param name="name">Trouble and way.</param>
    /// <param name="again">After so long it is told again; null: once.</param>
    public async ValueTask<bool> TryClaimAsync(string name, DateTimeOffset sinceUtc, TimeSpan? again, DateTimeOffset nowUtc)
    {
        var claimed = false;
        await _alarms.UpdateAsync(name, held =>
        {
            var another = held is null || (held.OverUtc ?? (again is null ? held.SinceUtc : null)) < sinceUtc;
            claimed = another || (held!.OverUtc is null && !(held.ClaimedUntilUtc > nowUtc) && !(held.ToldUtc is { } told && (again is null || nowUtc - told < again)));
            return claimed ? (another ? new Alarm { SinceUtc = sinceUtc } : held!) with { ClaimedUntilUtc = nowUtc + ClaimFor } : held;
        });
        return claimed;
    }

    /// <summary>It was told, or could not be: then it is tried again when the claim is over.</summary>
    public ValueTask ToldAsync(string name, DateTimeOffset nowUtc) =>
        _alarms.UpdateAsync(name, held => held is null ? null : held with { ToldUtc = nowUtc, ClaimedUntilUtc = null });

    /// <summary>The trouble is over. True where that is to be said by this process: somebody was told of it, or is to be told in any case.</summary>
    public async ValueTask<bool> TryEndAsync(string name, DateTimeOffset sinceUtc, bool evenUntold, DateTimeOffset nowUtc)
    {
        var said = false;
        await _alarms.UpdateAsync(name, held =>
        {
            var untold = held is null || held.OverUtc < sinceUtc;
            said = untold ? evenUntold : held!.OverUtc is null && (evenUntold || held.ToldUtc is not null);
            return untold ? (evenUntold ? new Alarm { SinceUtc = sinceUtc, OverUtc = nowUtc } : held)
                : held!.OverUtc is null ? held with { OverUtc = nowUtc, ClaimedUntilUtc = null } : held;
        });
        return said;
    }
}
