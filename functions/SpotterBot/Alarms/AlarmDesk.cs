using System.Globalization;
using SpotterBot.Decisions.Speech;
using SpotterBot.Roster;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Voice;
using SpotterBot.WakeUp;
using SpotterBot.Words;

namespace SpotterBot.Alarms;

/// <summary>What is wrong with the service itself, whatever becomes of any one session.</summary>
public enum Trouble
{
    /// <summary>Calls do not go out.</summary>
    Calls,

    /// <summary>Texts do not go out.</summary>
    Texts,

    /// <summary>Nothing of the phone company's comes in.</summary>
    Reports,

    /// <summary>The store cannot be written.</summary>
    Store,

    /// <summary>Nobody was there for a while; it is over.</summary>
    Away,
}

/// <summary>
/// Tells coordinators what is wrong with the service, by every way that works: texts while texts go out, calls that need nothing of ours while they do not,
/// and an address that needs no phone company. Each trouble is told once by each way, again every ten minutes while it lasts, and its end.
/// </summary>
public sealed class AlarmDesk(
    PhoneWatch phones, ReportsWatch reports, Heartbeat heartbeat, AlarmBook book, AlarmUrl url, TwilioClient twilio, TwilioOptions options,
    RosterBook roster, SpotterSettings settings, SessionRows sessions, WakeUpIndex index, PaceBook pace, TimeProvider time, ILogger<AlarmDesk> log)
{
    private const int RingSeconds = 30;
    private const int TimesSaid = 3;

    /// <summary>Counting goes no further than here.</summary>
    private const int CountedMost = 10_000;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(5);

    /// <summary>A store that fails for less is tried again before anybody could do anything about it.</summary>
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(30);

    /// <summary>What is somebody else's to tell, or could not be told, is looked at again after this.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    /// <summary>Who found out that nobody had been there tells it; another does where that one is gone.</summary>
    private static readonly TimeSpan OthersTell = TimeSpan.FromSeconds(60);

    /// <summary>What lasted so long is told afterwards to whom it could not be told before: neither calls nor texts went out.</summary>
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan OverdueLeast = TimeSpan.FromSeconds(60);

    private readonly Dictionary<Trouble, DateTimeOffset> _standing = [];
    private readonly Dictionary<(Trouble Trouble, Way Way), DateTimeOffset> _notBefore = [];
    private readonly Dictionary<(Trouble Trouble, Way Way), DateTimeOffset> _toldWithoutStore = [];
    private readonly Dictionary<Trouble, DateTimeOffset> _overUtc = [];
    private readonly HashSet<(Trouble Trouble, Way Way)> _saidOver = [];
    private DateTimeOffset? _probedUtc;
    private int _probing;
    private int _looking;
    private (DateTimeOffset UntilUtc, int? Overdue)? _afterAway;

    private enum Way
    {
        People,
        Url,
    }

    /// <summary>What is wrong at present, and since when.</summary>
    public IReadOnlyDictionary<Trouble, DateTimeOffset> Standing()
    {
        var now = time.GetUtcNow();
        return new[] { Trouble.Calls, Trouble.Texts, Trouble.Reports, Trouble.Store }
            .Select(t => (Trouble: t, Since: SinceUtc(t, now)))
            .Where(t => t.Since is not null)
            .ToDictionary(t => t.Trouble, t => t.Since!.Value);
    }

    /// <summary>Looks whether anything is wrong. Begun by every sweep, which does not wait for it; where all is well it costs nothing.</summary>
    public Task LookAsync(DateTimeOffset nowUtc)
    {
        phones.Look(nowUtc);
        if (phones.IsInDoubt && !(nowUtc - _probedUtc < ProbeEvery) && Interlocked.Exchange(ref _probing, 1) == 0)
        {
            _probedUtc = nowUtc;
            _ = ProbeAsync();
        }

        return Interlocked.Exchange(ref _looking, 1) == 0 ? LookOnceAsync(nowUtc) : Task.CompletedTask;
    }

    private async Task ProbeAsync()
    {
        try
        {
            phones.Probed(await twilio.AnswersAsync(), time.GetUtcNow());
        }
#pragma warning disable CA1031 // Whatever it was, the phone company did not answer.
        catch (Exception)
#pragma warning restore CA1031
        {
            phones.Probed(answers: false, time.GetUtcNow());
        }
        finally
        {
            Volatile.Write(ref _probing, 0);
        }
    }

    private async Task LookOnceAsync(DateTimeOffset nowUtc)
    {
        try
        {
            await GuardedAsync(() => reports.LookAsync(nowUtc));
            foreach (var trouble in Enum.GetValues<Trouble>())
            {
                await GuardedAsync(() => LookAsync(trouble, nowUtc));
            }
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    /// <summary>One alarm that cannot be told, or looked up, keeps none of the others.</summary>
    private async ValueTask GuardedAsync(Func<ValueTask> act)
    {
        try
        {
            await act();
        }
#pragma warning disable CA1031 // See above; the next look follows.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.AlarmFailed(fault);
        }
    }

    private async ValueTask LookAsync(Trouble trouble, DateTimeOffset now)
    {
        if (SinceUtc(trouble, now) is { } since)
        {
            if (_standing.TryAdd(trouble, since) && trouble != Trouble.Away)
            {
                log.TroubleBegan(trouble, since);
            }

            _overUtc.Remove(trouble);
            _saidOver.RemoveWhere(s => s.Trouble == trouble);

            // Texts tell of everything but themselves.
            foreach (var way in Ways(trouble, trouble == Trouble.Texts ? PhoneLine.Calls : PhoneLine.Texts, now))
            {
                await TellAsync(trouble, way, since, now);
            }
        }
        else if (_standing.TryGetValue(trouble, out var began))
        {
            if (_overUtc.TryAdd(trouble, now) && trouble != Trouble.Away)
            {
                log.TroubleOver(trouble, began, now);
            }

            foreach (var way in Ways(trouble, PhoneLine.Texts, now).Where(w => !_saidOver.Contains((trouble, w))))
            {
                await TellOverAsync(trouble, way, began, _overUtc[trouble]);
                _saidOver.Add((trouble, way));
            }

            if (_saidOver.Contains((trouble, Way.People)) && (url.Address is null || _saidOver.Contains((trouble, Way.Url))))
            {
                Forget(trouble);
            }
        }
    }

    private DateTimeOffset? SinceUtc(Trouble trouble, DateTimeOffset now) => trouble switch
    {
        Trouble.Calls => phones.FailingSinceUtc(PhoneLine.Calls),
        Trouble.Texts => phones.FailingSinceUtc(PhoneLine.Texts),
        Trouble.Reports => reports.FailingSinceUtc,
        Trouble.Store => heartbeat.FailingSinceUtc is { } since && now - since >= StorePatience ? since : null,
        _ => heartbeat.Away is { } away && (heartbeat.FoundOut || now - away.UntilUtc >= OthersTell) ? away.FromUtc : null,
    };

    /// <summary>The ways by which something may be told now.</summary>
    /// <param name="people">How people are told.</param>
    private IEnumerable<Way> Ways(Trouble trouble, PhoneLine people, DateTimeOffset now)
    {
        if (url.Address is not null && MayTell(trouble, Way.Url, now))
        {
            yield return Way.Url;
        }

        if (phones.FailingSinceUtc(people) is null && MayTell(trouble, Way.People, now))
        {
            yield return Way.People;
        }
    }

    private bool MayTell(Trouble trouble, Way way, DateTimeOffset now) => !(_notBefore.TryGetValue((trouble, way), out var notBefore) && now < notBefore);

    private async ValueTask TellAsync(Trouble trouble, Way way, DateTimeOffset since, DateTimeOffset now)
    {
        if ((trouble == Trouble.Calls && !phones.FailsStill(PhoneLine.Calls, now)) || (trouble == Trouble.Texts && !phones.FailsStill(PhoneLine.Texts, now)))
        {
            return;
        }

        _notBefore[(trouble, way)] = now + LookAgain;
        var overdue = await OverdueAsync(trouble, now);
        if ((trouble == Trouble.Away && overdue is not > 0) || !await TryClaimAsync(trouble, way, since, now))
        {
            return;
        }

        var open = trouble == Trouble.Store ? null : await CountedAsync(() => sessions.OpenAsync().Take(CountedMost).CountAsync());
        var until = trouble == Trouble.Away ? heartbeat.Away?.UntilUtc : null;
        var line = Words(trouble, since, until, open, overdue);
        var told = way == Way.Url
            ? await url.PostAsync(new AlarmReport(Name(trouble), "open", since, until, now, open, overdue, Say(line)))
            : await PeopleHearAsync(line, byCall: trouble == Trouble.Texts, now);
        log.AlarmTold(trouble, way.ToString(), told);
        if (told && trouble != Trouble.Store)
        {
            await book.ToldAsync(Name(trouble, way), now);
        }
        else if (told)
        {
            _toldWithoutStore[(trouble, way)] = now;
        }
    }

    private async ValueTask TellOverAsync(Trouble trouble, Way way, DateTimeOffset began, DateTimeOffset over)
    {
        var tellsHere = _toldWithoutStore.Remove((trouble, way));
        if (trouble == Trouble.Away || (!tellsHere && (trouble == Trouble.Store || !await book.TryEndAsync(Name(trouble, way), began, way == Way.People && over - began >= WorthTelling, over))))
        {
            return;
        }

        var line = OverWords(trouble, began, over);
        var told = way == Way.Url
            ? await url.PostAsync(new AlarmReport(Name(trouble), "over", began, over, over, null, null, Say(line)))
            : await PeopleHearAsync(line, byCall: false, over);
        log.AlarmTold(trouble, way.ToString(), told);
    }

    private void Forget(Trouble trouble)
    {
        _standing.Remove(trouble);
        _overUtc.Remove(trouble);
        _saidOver.RemoveWhere(s => s.Trouble == trouble);
    }

    /// <summary>Without a store each process can only know what it has told itself.</summary>
    private ValueTask<bool> TryClaimAsync(Trouble trouble, Way way, DateTimeOffset since, DateTimeOffset now) => trouble == Trouble.Store
        ? ValueTask.FromResult(!(_toldWithoutStore.TryGetValue((trouble, way), out var told) && now - told < Again))
        : book.TryClaimAsync(Name(trouble, way), since, trouble == Trouble.Away ? null : Again, now);

    /// <summary>What was due and not done: after an outage as it was found, otherwise as it is.</summary>
    private async ValueTask<int?> OverdueAsync(Trouble trouble, DateTimeOffset now) => trouble switch
    {
        Trouble.Store => null,
        Trouble.Away when heartbeat.Away is { } away && _afterAway?.UntilUtc == away.UntilUtc => _afterAway.Value.Overdue,
        _ => await CountOverdueAsync(now),
    };

    /// <summary>Nobody was there: what is overdue is counted before it is done.</summary>
    public async ValueTask CameBackAsync(DateTimeOffset nowUtc)
    {
        if (heartbeat.Away is { } away && _afterAway?.UntilUtc != away.UntilUtc)
        {
            _afterAway = (away.UntilUtc, await CountOverdueAsync(nowUtc));
        }
    }

    private ValueTask<int?> CountOverdueAsync(DateTimeOffset now) => CountedAsync(async () =>
    {
        var count = 0;
        await foreach (var page in index.DueAsync(now - OverdueLeast, 500))
        {
            count += page.Select(row => row.SessionId).Distinct(StringComparer.Ordinal).Count();
            if (count >= CountedMost)
            {
                break;
            }
        }

        return count;
    });

    private static async ValueTask<int?> CountedAsync(Func<ValueTask<int>> count)
    {
        try
        {
            return await count();
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>True where one of them was sent it.</summary>
    private async ValueTask<bool> PeopleHearAsync(Line line, bool byCall, DateTimeOffset now)
    {
        var told = await Task.WhenAll((await NumbersAsync(now)).Select(number => byCall ? CallAsync(number, line, now) : TextAsync(number, line, now)).ToList());
        return Array.Exists(told, t => t);
    }

    private async Task<bool> TextAsync(string number, Line line, DateTimeOffset now)
    {
        await SlotAsync(PaceChannel.Texts, now);
        return await twilio.CreateMessageAsync(new CreateMessage(number, Say(line)) { Urgent = true }) is Sent<MessageResource>.Ok;
    }

    /// <summary>It says all there is to say and needs nothing of ours: what fails may be the way to us.</summary>
    private async Task<bool> CallAsync(string number, Line line, DateTimeOffset now)
    {
        await SlotAsync(PaceChannel.Calls, now);
        var said = ScriptWriter.Speak(English, line);
        var document = new VoiceResponse(Enumerable.Range(0, TimesSaid).SelectMany(_ => new VoiceVerb[] { said, new Pause(1) }).Append(new Hangup())).ToXml();
        return await twilio.CreateCallAsync(new CreateCall(number, options.Numbers[0], null, document)
        {
            Timeout = TimeSpan.FromSeconds(RingSeconds),
            TimeLimit = TimeSpan.FromMinutes(2),
            Urgent = true,
        }) is Sent<CallResource>.Ok;
    }

    /// <summary>Counted in the pace where that can be, and never held up by it.</summary>
    private async ValueTask SlotAsync(PaceChannel channel, DateTimeOffset now)
    {
        try
        {
            await pace.TakeAsync(channel, Decisions.Urgency.Ems, now);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            log.AlarmFailed(fault);
        }
    }

    /// <summary>Coordinators on shift; all of them where none is; those of the settings where the roster cannot be read.</summary>
    private async ValueTask<IReadOnlyList<string>> NumbersAsync(DateTimeOffset now)
    {
        try
        {
            return [.. (await roster.SnapshotAsync(now)).Alarmed.Select(c => c.Phone)];
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            return [.. settings.Roster.Coordinators.Select(c => c.Phone)];
        }
    }

    private static Line Words(Trouble trouble, DateTimeOffset since, DateTimeOffset? until, int? open, int? overdue) => trouble switch
    {
        Trouble.Calls => new Line(LineKey.AlarmCallsText, Utc(since), Count(open)),
        Trouble.Texts => new Line(LineKey.AlarmTexts, Utc(since), Count(open)),
        Trouble.Reports => new Line(LineKey.AlarmReportsText, Utc(since), Count(open)),
        Trouble.Store => new Line(LineKey.AlarmStoreText, Utc(since)),
        _ => new Line(LineKey.AlarmAwayText, Clock(since), Utc(until ?? since), Count(open), Count(overdue)),
    };

    private static Line OverWords(Trouble trouble, DateTimeOffset began, DateTimeOffset now) => new(
        trouble switch
        {
            Trouble.Calls => LineKey.AlarmCallsOverText,
            Trouble.Texts => LineKey.AlarmTextsOverText,
            Trouble.Reports => LineKey.AlarmReportsOverText,
            _ => LineKey.AlarmStoreOverText,
        },
        Clock(began), Utc(now));

    private static ILanguage English => Languages.Of("en");

    private static string Say(Line line) => English.Say(line);

    private static string Count(int? sessions) => sessions?.ToString(CultureInfo.InvariantCulture) ?? "?";

    private static string Clock(DateTimeOffset utc) => utc.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Coordinators may be anywhere, and no time zone of theirs is kept.</summary>
    private static string Utc(DateTimeOffset utc) => Clock(utc) + " UTC";

    private static string Name(Trouble trouble) => trouble.ToString().ToLowerInvariant();

    private static string Name(Trouble trouble, Way way) => $"{Name(trouble)}-{way.ToString().ToLowerInvariant()}";
}

internal static partial class AlarmLog
{
    [LoggerMessage(7001, LogLevel.Error, "Trouble with {Trouble} since {SinceUtc}: coordinators are told by every way that works")]
    public static partial void TroubleBegan(this ILogger log, Trouble trouble, DateTimeOffset sinceUtc);

    [LoggerMessage(7002, LogLevel.Warning, "Trouble with {Trouble} is over: from {SinceUtc} to {UntilUtc}")]
    public static partial void TroubleOver(this ILogger log, Trouble trouble, DateTimeOffset sinceUtc, DateTimeOffset untilUtc);

    [LoggerMessage(7005, LogLevel.Warning, "The alarm on {Trouble} went to {Way}: {Told}")]
    public static partial void AlarmTold(this ILogger log, Trouble trouble, string way, bool told);

    [LoggerMessage(7006, LogLevel.Error, "Something about an alarm failed; the next look follows")]
    public static partial void AlarmFailed(this ILogger log, Exception fault);
}
