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
}

/// <summary>
/// Tells coordinators, hours before, that nobody is on call: each once for a gap, again where it has grown. By day it looks through the coming night,
/// so that nobody is woken for what could be said before; by night it tells only who is on shift what cannot wait for the morning.
/// </summary>
public sealed class CoverageWatch(
    RosterBook roster, IRowStore rows, Privacy privacy, TwilioClient twilio, PaceBook pace, SpotterSettings settings, ILogger<CoverageWatch> log)
{
    private const string Key = "gap";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>The end of a gap is looked for no further ahead.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromDays(8);

    private readonly DocumentRows<GapTold> _told = new(rows, privacy, "coverage");
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
        if (Coverage.FirstGap(peers, now, horizon, now + Look) is not { } gap)
        {
            if (_mayBeTold)
            {
                // It is closed: should it open again, it is told again.
                await _told.UpdateAsync(Key, held => held?.FromUtc < horizon ? null : held);
                _mayBeTold = await _told.GetAsync(Key) is not null;
            }

            return;
        }

        _mayBeTold = true;

        var tells = false;
        await _told.UpdateAsync(Key, held =>
        {
            // What has begun, or ends sooner, is the same gap; one that grew, or another, is told anew.
            var same = held is not null && held.FromUtc <= gap.FromUtc && held.UntilUtc >= gap.UntilUtc;
            tells = !same || !held!.Told.Contains(coordinator.Id);
            return !tells ? held
                : same ? held! with { Told = [.. held.Told, coordinator.Id] }
                : new GapTold { FromUtc = gap.FromUtc, UntilUtc = gap.UntilUtc, Told = [coordinator.Id] };
        });
        if (!tells)
        {
            return;
        }

        await pace.TakeAsync(PaceChannel.Texts, Decisions.Urgency.Spare, now);
        var line = new Line(LineKey.RosterGapText, When(coordinator, gap.FromUtc), gap.UntilUtc == DateTimeOffset.MaxValue ? "further notice" : When(coordinator, gap.UntilUtc));
        var sent = await twilio.CreateMessageAsync(new CreateMessage(coordinator.Phone, Languages.Of(null).Say(line)));
        log.GapTold(gap.FromUtc, gap.UntilUtc, sent is Sent<MessageResource>.Ok);
        if (sent is Sent<MessageResource>.Refused { Failure.Kind: FailureKind.Temporary })
        {
            await _told.UpdateAsync(Key, held => held is null ? null : held with { Told = [.. held.Told.Where(t => t != coordinator.Id)] });
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
