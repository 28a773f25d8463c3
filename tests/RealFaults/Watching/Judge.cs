using RealFaults.Company;

namespace RealFaults.Watching;

/// <summary>
/// Holds what phones got, and what people did, against the promises. It asks the program nothing and knows nothing of its store: only the phone
/// company's journal, the callers' own deeds, and the faults.
/// </summary>
internal sealed class Judge(FaultLog faults)
{
    /// <summary>A machine that runs two programs, Azurite and a phone company is late by itself.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>What was ordered before a deed was known is still on its way so long.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(3);

    /// <summary>What a person has keyed for EMS is being done for so long.</summary>
    private static readonly TimeSpan KeyedFor = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Watched> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Watched> _bySession = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>From an ignored check-in to a person in charge or EMS ringing, the longest.</summary>
    public TimeSpan LongestToHelp { get; private set; }

    /// <summary>The same, without what faults took of it.</summary>
    public TimeSpan LongestToHelpWithoutFaults { get; private set; }

    public int Helped { get; private set; }

    public void Add(Watched caller) => _callers.Add(caller.Number, caller);

    /// <summary>One thing that happened, in the order of the journal.</summary>
    public void See(Entry entry)
    {
        switch (entry.Event)
        {
            case Event.Began:
                foreach (var caller in _callers.Values)
                {
                    caller.EmsCalls.Clear();
                }

                break;
            case Event.Call:
                SeeCall(entry);
                break;
            case Event.TextSent:
                SeeTextSent(entry);
                break;
            case Event.TextAnswered when _callers.TryGetValue(entry.Phone!, out var caller):
                caller.OkUtc = IsOk(entry.Text!) ? entry.Utc : caller.OkUtc;
                break;
            case Event.TextArrived:
                MayKnow(entry, "a text");
                break;
            case Event.Heard when entry.Text!.StartsWith("Speech:", StringComparison.Ordinal):
                SeeHeard(entry);
                break;
            case Event.Pressed when entry is { Text: "9", Session: { } session } && _bySession.GetValueOrDefault(session) is { } asked && asked.Owners.Contains(entry.Phone!):
                asked.EmsAskedForUtc = entry.Utc;
                break;
            case Event.Violation:
                Violate(null, entry.Utc, $"the phone company was asked for what it refuses: {entry.Text}");
                break;
        }
    }

    /// <summary>Is anybody overdue?</summary>
    public void Look(DateTimeOffset now)
    {
        foreach (var caller in _callers.Values.Where(c => c is { WatchedUtc: not null, ClosedUtc: null }))
        {
            if (caller is { SilentUtc: { } silent, HelpedUtc: null } && now - silent - faults.TakenBetween(silent, now) > Service.Ems + Service.ToRing + Slack)
            {
                Violate(caller, now, $"promise 2: fell silent at {silent:HH:mm:ss}, and no person is in charge and EMS does not ring");
            }

            if (caller.HelpedUtc is null && now - caller.TouchedUtc - faults.TakenBetween(caller.TouchedUtc, now) > Service.Interval + Service.ToRing + Slack)
            {
                Violate(caller, now, $"promise 1: nobody has reached out to them since {caller.TouchedUtc:HH:mm:ss}");
            }
        }
    }

    /// <summary>The faults are over, and there was time: everybody must be looked after and everything at rest.</summary>
    public void Finally(DateTimeOffset now, IEnumerable<Watched> unfinished)
    {
        foreach (var caller in unfinished)
        {
            Violate(caller, now, $"promise 1: is not finished, long after the last fault (watched since {caller.WatchedUtc:HH:mm:ss}, silent since {caller.SilentUtc:HH:mm:ss}, helped {caller.HelpedUtc:HH:mm:ss})");
        }
    }

    /// <summary>A process ended that nobody ended: told once of each.</summary>
    public void ProcessEnded(string name, DateTimeOffset utc, string why)
    {
        if (_ended.Add(name))
        {
            Violate(null, utc, $"{name} ended by itself: {why}");
        }
    }

    private void SeeCall(Entry entry)
    {
        if (entry is { Outbound: true, Text: "placed" })
        {
            MayReachOut(entry, "called");
        }

        if (!entry.Outbound || entry.Session is not { } session || Of(session, entry.Phone) is not { } caller)
        {
            return;
        }

        caller.TouchedUtc = entry.Utc;
        if (!Service.Desks.Contains(entry.Phone!))
        {
            return;
        }

        switch (entry.Text)
        {
            case "placed":
                EmsIsCalled(caller, entry);
                break;
            case "ringing" or "in-progress":
                if (caller.EmsCalls.TryGetValue(entry.Sid!, out var call))
                {
                    caller.EmsCalls[entry.Sid!] = call with
                    {
                        ReportedUtc = call.ReportedUtc ?? entry.Utc,
                        AnsweredUtc = entry.Text == "in-progress" ? entry.Utc : call.AnsweredUtc,
                    };
                }

                IsHelped(caller, entry.Utc);
                break;
            case "completed" or "busy" or "no-answer" or "failed" or "canceled":
                caller.EmsCalls.Remove(entry.Sid!);
                break;
        }
    }

    private void EmsIsCalled(Watched caller, Entry entry)
    {
        if (caller.OkUtc is { } ok && entry.Utc > ok + InFlight && entry.Utc < ok + Service.Interval && caller.SilentUtc is null
            && !(caller.EmsAskedForUtc is { } asked && entry.Utc - asked < KeyedFor))
        {
            Violate(caller, entry.Utc, $"promise 4: EMS is called after an OK of {ok:HH:mm:ss}");
        }

        foreach (var call in caller.EmsCalls.Values.Where(c => !MayBeUnknown(c, entry.Utc) && !IsOtherLine(c, entry)))
        {
            Violate(caller, entry.Utc, $"promise 4: EMS is called while the call of {call.PlacedUtc:HH:mm:ss} is up");
        }

        caller.EmsCalls[entry.Sid!] = new EmsCall(entry.Phone!, entry.Utc);
    }

    /// <summary>A fault fell on its order, so that the program may not have heard that it was placed. One at another time excuses nothing.</summary>
    private bool MayBeUnknown(EmsCall call, DateTimeOffset now) => faults.IsAnyBetween(call.PlacedUtc - InFlight, (call.ReportedUtc ?? now) + InFlight);

    /// <summary>The area's other desk, dialled beside one that picked up and does not confirm.</summary>
    private static bool IsOtherLine(EmsCall call, Entry next) => next.Phone != call.Desk && next.Utc - call.AnsweredUtc >= Service.Unconfirmed;

    private void SeeTextSent(Entry entry)
    {
        MayReachOut(entry, "texted");
        if (entry.Session is { } session && Of(session, entry.Phone) is { } caller)
        {
            caller.TouchedUtc = entry.Utc;
        }
    }

    /// <summary>
    /// Promise 9: whoever is finished is left alone, but for what was on its way and what faults have held up. What answers a text of theirs, the
    /// closing answer too, is no order of the program's and no text sent; and to a hello the day after nobody here agrees.
    /// </summary>
    private void MayReachOut(Entry order, string how)
    {
        if (_callers.GetValueOrDefault(order.Phone!) is { ClosedUtc: { } closed } caller && order.Utc - closed - faults.TakenBetween(closed, order.Utc) > InFlight)
        {
            Violate(caller, order.Utc, $"promise 9: is {how} after it was over");
        }
    }

    private void SeeHeard(Entry entry)
    {
        if (_callers.TryGetValue(entry.Phone!, out var onTheLine))
        {
            onTheLine.TouchedUtc = entry.Utc;
        }

        // Not the key that was pressed for it: a process that is killed may swallow that.
        if (entry is { Session: { } session, Text: { } words } && words.Contains(People.Taken, StringComparison.Ordinal)
            && Service.Peers.Concat(Service.Coordinators).Contains(entry.Phone) && _bySession.GetValueOrDefault(session) is { } taken)
        {
            taken.Owners.Add(entry.Phone!);
            IsHelped(taken, entry.Utc);
        }

        MayKnow(entry, "a call");
    }

    /// <summary>Promise 5: a place is learned by its caller, by who took the case, and by EMS.</summary>
    private void MayKnow(Entry entry, string where)
    {
        var phone = entry.Phone!;
        if (Service.Desks.Contains(phone))
        {
            return;
        }

        foreach (var caller in _callers.Values.Where(c => entry.Text!.Contains(c.Place, StringComparison.OrdinalIgnoreCase)))
        {
            if (phone != caller.Number && !caller.Owners.Contains(phone))
            {
                Violate(caller, entry.Utc, $"promise 5: {phone} learned in {where} where they are");
            }
        }
    }

    private void IsHelped(Watched caller, DateTimeOffset utc)
    {
        if (caller is { SilentUtc: { } silent, HelpedUtc: null } && utc > silent)
        {
            caller.HelpedUtc = utc;
            Helped++;
            var without = utc - silent - faults.TakenBetween(silent, utc);
            LongestToHelp = utc - silent > LongestToHelp ? utc - silent : LongestToHelp;
            LongestToHelpWithoutFaults = without > LongestToHelpWithoutFaults ? without : LongestToHelpWithoutFaults;
        }
    }

    /// <summary>Whose session it is: known from the first thing that was ordered to a caller's own phone.</summary>
    private Watched? Of(string session, string? phone)
    {
        if (_bySession.TryGetValue(session, out var known))
        {
            return known;
        }

        if (phone is not null && _callers.TryGetValue(phone, out var caller))
        {
            caller.Sessions.Add(session);
            return _bySession[session] = caller;
        }

        return null;
    }

    /// <summary>A bare 1, or one behind the letter of a shared phone or of a question asked again.</summary>
    private static bool IsOk(string body) => body is "1" or "7";

    private void Violate(Watched? caller, DateTimeOffset utc, string what)
    {
        if (caller is null || caller.Told.Add(what[..Math.Min(what.Length, 10)]))
        {
            _violations.Add($"{utc:HH:mm:ss} {(caller is null ? "" : $"{caller.Number} ")}{what}");
        }
    }
}
