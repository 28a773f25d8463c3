using System.Globalization;
using SpotterBot.Decisions.Speech;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Words;

namespace SpotterBot.Roster;

/// <summary>What coordinators were told of a gap ahead.</summary>
public sealed record GapTold
{
    public required DateTimeOffset FromUtc { get; init; }

    public required DateTimeOffset UntilUtc { get; init; }

    /// <summary>Roster ids of those who have been told, or are being told.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>What has begun, or ends sooner, is the same gap; one that grew, or another, is told anew.</summary>
    internal bool Covers(CoverageGap gap) => FromUtc <= gap.FromUtc && UntilUtc >= gap.UntilUtc;
}

/// <summary>All of them that are still ahead.</summary>
public sealed record GapsTold
{
    public IReadOnlyList<GapTold> Gaps { get; init; } = [];
}

/// <summary>
/// Tells coordinators, hours before, that nobody is on call: each once for a gap, again where it has grown. By day it looks through the coming night,
/// so that nobody is woken for what could be said before; by night it tells only who is on shift what cannot wait for the morning.
/// </summary>
public sealed class CoverageWatch(
    RosterBook roster, IRowStore rows, Privacy privacy, TwilioClient twilio, PaceBook pace, SpotterSettings settings, ILogger<CoverageWatch> log)
{
    private const string Key = "gaps";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>The end of a gap is looked for no further ahead.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromDays(8);

    private readonly DocumentRows<GapsTold> _told = new(rows, privacy, "coverage");
    private DateTimeOffset? _lookedUtc;
    private int _looking;
    private bool _mayBeTold = true;

    /// <summary>Begun by every sweep, which does not wait for it.</summary>
    public void Begin(DateTimeOffset nowUtc)
    {
        if (!(nowUtc - _lookedUtc < Every) && Interlocked.Exchange(ref _looking, 1) == 0)
        {
            _lookedUtc = nowUtc;
            _ = LookAsync(nowUtc);
        }
    }

    private async Task LookAsync(DateTimeOffset nowUtc)
    {
        try
        {
            var all = await roster.AllAsync();
            List<RosterEntry> peers = [.. all.Where(e => e is { IsPeer: true, Invited: false })];
            List<RosterEntry> coordinators = [.. all.Where(e => e is { Coordinator: true, Invited: false })];
            foreach (var coordinator in coordinators.Where(e => Shifts.IsOn(e, nowUtc)))
            {
                var horizon = Horizon(Shifts.ZoneOf(coordinator), settings.Roster.GapAhead, nowUtc);
                await TellAsync(coordinator, peers, nowUtc, WhileTold(coordinators, nowUtc, horizon, settings.Roster.GapAhead));
            }
        }
#pragma warning disable CA1031 // A look that fails is followed by the next.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.CoverageLookFailed(fault);
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    private async ValueTask TellAsync(RosterEntry coordinator, IReadOnlyCollection<RosterEntry> peers, DateTimeOffset now, DateTimeOffset horizon)
    {
        List<CoverageGap> ahead = [.. Coverage.Gaps(peers, now, horizon, now + Look)];
        if (ahead.Count == 0 && !_mayBeTold)
        {
            return;
        }

        List<CoverageGap> untold = [];
        await _told.UpdateAsync(Key, held =>
        {
            // What is closed is forgotten: should it open again, it is told again. Beyond this one's horizon it may be another's.
            List<GapTold> known = [.. (held?.Gaps ?? []).Where(g => g.FromUtc >= horizon || ahead.Exists(g.Covers))];
            untold = [.. ahead.Where(gap => !known.Exists(k => k.Covers(gap) && k.Told.Contains(coordinator.Id)))];
            foreach (var gap in untold)
            {
                var at = known.FindIndex(k => k.Covers(gap));
                var told = at < 0 ? new GapTold { FromUtc = gap.FromUtc, UntilUtc = gap.UntilUtc } : known[at];
                known.RemoveAll(k => k == told);
                known.Add(told with { Told = [.. told.Told, coordinator.Id] });
            }

            _mayBeTold = known.Count > 0;
            return untold.Count == 0 && known.Count == (held?.Gaps.Count ?? 0) ? held : known.Count == 0 ? null : new GapsTold { Gaps = known };
        });
        foreach (var gap in untold)
        {
            await TellAsync(coordinator, gap, now);
        }
    }

    private async ValueTask TellAsync(RosterEntry coordinator, CoverageGap gap, DateTimeOffset now)
    {
        await pace.TakeAsync(PaceChannel.Texts, Decisions.Urgency.Spare, now);
        var line = new Line(LineKey.RosterGapText, When(coordinator, gap.FromUtc), gap.UntilUtc == DateTimeOffset.MaxValue ? "further notice" : When(coordinator, gap.UntilUtc));
        var sent = await twilio.CreateMessageAsync(new CreateMessage(coordinator.Phone, Languages.Of(null).Say(line)));
        log.GapTold(gap.FromUtc, gap.UntilUtc, sent is Sent<MessageResource>.Ok);
        if (sent is Sent<MessageResource>.Refused { Failure.Kind: FailureKind.Temporary })
        {
            await _told.UpdateAsync(Key, held => held is null ? null : new GapsTold
            {
                Gaps = [.. held.Gaps.Select(g => g.Covers(gap) ? g with { Told = [.. g.Told.Where(t => t != coordinator.Id)] } : g)],
            });
        }
    }

    /// <summary>How far ahead a gap may begin to be told of now: by day, as far as it would be too late the next morning.</summary>
    public static DateTimeOffset Horizon(TimeZoneInfo zone, TimeSpan ahead, DateTimeOffset now) =>
        Daytime.Is(zone, now) && !Daytime.Is(zone, now + ahead) ? Daytime.Tomorrow(zone, now) + ahead : now + ahead;

    /// <summary>Where no coordinator is on shift before that, whoever is hears now what the next one would hear too late.</summary>
    /// <param name="horizon">How far ahead they would be told without.</param>
    public static DateTimeOffset WhileTold(IReadOnlyCollection<RosterEntry> coordinators, DateTimeOffset now, DateTimeOffset horizon, TimeSpan ahead)
    {
        if (Coverage.FirstGap(coordinators, now, horizon, now + Look) is not { } untold)
        {
            return horizon;
        }

        var next = untold.UntilUtc < now + Look ? untold.UntilUtc + ahead : now + Look;
        return next > horizon ? next : horizon;
    }

    private static string When(RosterEntry coordinator, DateTimeOffset utc) => Shifts.Local(coordinator, utc).ToString("ddd HH:mm", CultureInfo.InvariantCulture);
}

internal static partial class CoverageLog
{
    [LoggerMessage(9001, LogLevel.Warning, "Nobody is on call from {FromUtc} to {UntilUtc}; a coordinator was told: {Told}")]
    public static partial void GapTold(this ILogger log, DateTimeOffset fromUtc, DateTimeOffset untilUtc, bool told);

    [LoggerMessage(9002, LogLevel.Error, "The hours ahead could not be looked at; the next look follows")]
    public static partial void CoverageLookFailed(this ILogger log, Exception fault);
}
