using System.Collections.Immutable;
using System.Security.Cryptography;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Roster;
using SpotterBot.Sessions;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Words;

namespace SpotterBot.DeadMansSwitch;

/// <summary>
/// While anybody is being watched, a text to each coordinator lies at the phone company, to be sent unless some living process takes it back in
/// time. All processes look after one row together: what one is doing is claimed in it for half a minute, and what it wants to have made stands in it
/// before it is ordered, so that whoever comes after a death knows what to look for. No sweep waits for any of it.
/// </summary>
public sealed class ServiceSwitch(
    IRowStore rows, Privacy privacy, SessionRows sessions, SessionReader reader, RosterBook roster, ScheduledTexts scheduled, TwilioClient twilio,
    SpotterSettings settings, TimeProvider time, ILogger<ServiceSwitch> log)
{
    private const string Key = "coordinators";

    /// <summary>Counting goes no further.</summary>
    private const int CountedMost = 1000;

    private const int AtOnce = 200;

    /// <summary>Of taking back, making and what follows from it; the rest is left to the next look.</summary>
    private const int RoundsAtMost = 4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AskIfAnyEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly DocumentRows<SwitchState> _rows = new(rows, privacy, "switch");
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private DateTimeOffset? _lookUtc;
    private DateTimeOffset? _askedUtc;
    private bool _anybody;
    private bool _failing;
    private int _began;
    private int _running;

    /// <summary><c>ok</c>, <c>failing</c> while the phone company takes no text for later, or what is missing.</summary>
    public string State => SwitchSettings.WhyNot(settings) is { } why ? why : Volatile.Read(ref _failing) ? "failing" : "ok";

    private TimeSpan? After => settings.Timing.SwitchAfter;

    /// <summary>The next look comes at once.</summary>
    public void SessionBegan() => Volatile.Write(ref _began, 1);

    /// <summary>Looks whether there is something to do, now and then; returns at once.</summary>
    public void Begin(DateTimeOffset now)
    {
        var began = After is not null && Volatile.Read(ref _began) == 1;
        if ((began || _lookUtc is not { } look || now >= look) && Interlocked.Exchange(ref _running, 1) == 0)
        {
            Volatile.Write(ref _began, 0);

            // Where there is no switch (any more), what is left of one is taken back once.
            _lookUtc = After is null ? DateTimeOffset.MaxValue : now + LookEvery;
            _askedUtc = began ? null : _askedUtc;
            _ = LookAsync();
        }
    }

    private async Task LookAsync()
    {
        try
        {
            for (var round = 0; round < RoundsAtMost && await RoundAsync(time.GetUtcNow()); round++)
            {
            }
        }
#pragma warning disable CA1031 // A look that fails is followed by the next.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _lookUtc = After is null ? time.GetUtcNow() + LookEvery : _lookUtc;
            log.SwitchLookFailed(fault);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>True where something was done, and more may follow from it.</summary>
    private async Task<bool> RoundAsync(DateTimeOffset now)
    {
        var state = (await _rows.GetAsync(Key))?.Value ?? SwitchState.Empty;
        if (state.IsClaimed(now))
        {
            return false;
        }

        var (watching, asked) = await IsAnybodyWatchedAsync(state, now);
        if (!asked && !state.IsDue(watching, After, now))
        {
            return false;
        }

        ImmutableArray<CoordinatorFact> coordinators = watching ? (await roster.SnapshotAsync(now)).Alarmed : [];
        var alarm = state.Wants(coordinators, After, now) ? await WordsAsync(now) : null;
        SwitchWork? work = null;
        await _rows.UpdateAsync(Key, held =>
        {
            var before = held ?? SwitchState.Empty;
            work = before.IsClaimed(now) ? null : before.Plan(coordinators, After, alarm, now);
            return work is null ? held : work.State with { ClaimedBy = _process, ClaimedUntilUtc = now + SwitchState.ClaimedFor };
        });
        if (work is null)
        {
            return false;
        }

        var results = await Task.WhenAll(work.Todo.Select(todo => DoAsync(todo, now)).ToList());
        await _rows.UpdateAsync(Key, held => held is not null && held.ClaimedBy == _process && held.ClaimedUntilUtc == now + SwitchState.ClaimedFor
            ? results.Aggregate(held, (s, result) => result(s)) with { ClaimedBy = null, ClaimedUntilUtc = null }
            : held);
        return true;
    }

    private async Task<Func<SwitchState, SwitchState>> DoAsync(SwitchTodo todo, DateTimeOffset claimed)
    {
        var text = todo.Text;
        var body = Languages.Of("en").Say(text.Words);
        switch (todo.Do)
        {
            case SwitchDo.CallOff:
                var sent = await scheduled.CallOffAsync(text.MessageSid!);
                if (sent == true)
                {
                    log.SwitchFired(text.SendAtUtc);
                }

                var called = time.GetUtcNow();
                return state => sent is { } wasSent ? state.CalledOff(text, wasSent, called) : state.Later(text, called);
            case SwitchDo.Find:
                var found = await scheduled.FindAsync(text.To, body, text.OrderedUtc, todo.Known);
                var looked = time.GetUtcNow();
                return state => found is Reconciled<MessageResource>.Found { Value: var message } ? state.Made(text, message.Sid, null) : state.NotFound(text, found is Reconciled<MessageResource>.NotFound, looked);
            default:
                return await OrderAsync(text, body, claimed);
        }
    }

    private async Task<Func<SwitchState, SwitchState>> OrderAsync(CoordinatorText text, string body, DateTimeOffset claimed)
    {
        if (time.GetUtcNow() - claimed > SwitchState.OrdersWithin)
        {
            // Somebody else may soon have the claim, and look for this before it is there.
            return state => state.NotMade(text, forGood: false, claimed);
        }

        Sent<MessageResource> sent;
        DateTimeOffset? sendAt = null;
        if (text.IsOver)
        {
            sent = await twilio.CreateMessageAsync(new CreateMessage(text.To, body));
        }
        else
        {
            (sent, sendAt) = await scheduled.ScheduleAsync(text.To, body, text.After);
            Volatile.Write(ref _failing, sent is not Sent<MessageResource>.Ok);
        }

        var now = time.GetUtcNow();
        return sent switch
        {
            Sent<MessageResource>.Ok { Value: var message } => state => state.Made(text, message.Sid, sendAt),
            Sent<MessageResource>.Ambiguous => state => state.Doubted(text, now),
            _ => state => state.NotMade(text, forGood: sent is Sent<MessageResource>.Refused, now),
        };
    }

    /// <summary>Asked now and then, and whether it was just now: then the roster may have changed as well.</summary>
    private async ValueTask<(bool Watching, bool Asked)> IsAnybodyWatchedAsync(SwitchState state, DateTimeOffset now)
    {
        if (After is null)
        {
            return (false, false);
        }

        // Somebody may have begun at another process since: before anything is taken back for that nobody is there, it is asked anew.
        if (_askedUtc is not { } asked || now - asked >= AskIfAnyEvery || (!_anybody && !state.Texts.IsEmpty))
        {
            _anybody = await WatchedAsync().AnyAsync();
            _askedUtc = now;
            return (_anybody, true);
        }

        return (_anybody, false);
    }

    private async ValueTask<Line> WordsAsync(DateTimeOffset now)
    {
        var (watched, emergencies, untold) = (0, 0, 0);
        await foreach (var session in WatchedAsync().Take(CountedMost))
        {
            watched++;
            emergencies += session.Incident is { Cause: Cause.MissedCheckIn or Cause.HelpNow, Phase: Phase.Reaching } ? 1 : 0;
            untold += session.CanBeTold ? 0 : 1;
        }

        var many = watched == CountedMost ? "at least " : "";
        return new Line(
            LineKey.SwitchAlarmText,
            [SwitchState.Moment(now), $"{many}{watched}", $"{many}{emergencies}", $"{many}{untold}", settings.Roster.FallbackPhone ?? ""]);
    }

    /// <summary>Sessions that are open and being watched, read without haste.</summary>
    private async IAsyncEnumerable<Session> WatchedAsync()
    {
        var read = 0;
        await foreach (var id in sessions.OpenAsync())
        {
            if (++read % AtOnce == 0)
            {
                await Task.Delay(Pause, time);
            }

            if (await reader.ReadAsync(id) is { Open: true, Watched: true } session)
            {
                yield return session;
            }
        }
    }
}

internal static partial class SwitchLog
{
    [LoggerMessage(8001, LogLevel.Warning, "The dead man's switch could not be looked after; the next look follows")]
    public static partial void SwitchLookFailed(this ILogger log, Exception fault);

    [LoggerMessage(8002, LogLevel.Warning, "A coordinator was told, at {SendAtUtc}, that the program is gone; they are told that it is here")]
    public static partial void SwitchFired(this ILogger log, DateTimeOffset? sendAtUtc);
}
