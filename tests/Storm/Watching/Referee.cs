using PhoneCompany.People;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace Storm.Watching;

/// <summary>
/// Watches the promises from outside: every version of every session as it is saved, every call and text as the phone company takes it, every
/// request as it reaches the program. It knows what the people really did, and asks the program nothing.
/// </summary>
internal sealed class Referee
{
    private const int ViolationsEnough = 20;

    /// <summary>Beyond the bound: the sweep's second, its jitter, and clocks two seconds apart.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(8);

    /// <summary>Whoever had the case is gone: the phone company tells us, or we look, and then EMS rings.</summary>
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(40);

    /// <summary>After so many calls to EMS the pause between two is half a minute.</summary>
    private const int QuickDials = 6;

    /// <summary>What a closed session still has to say is said within this.</summary>
    private static readonly TimeSpan SaysGoodbye = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan AfterManyDials = TimeSpan.FromSeconds(65);

    /// <summary>What asks a check-in may have to wait for its turn at the phone company: the clock counts from there.</summary>
    private static readonly TimeSpan WaitsItsTurn = TimeSpan.FromSeconds(20);

    /// <summary>So long after a trouble coordinators may still hear of it, or that it is over.</summary>
    private static readonly TimeSpan AlarmsOver = TimeSpan.FromMinutes(3);

    /// <summary>The other number of a desk is not called before the first has rung so long.</summary>
    private static readonly TimeSpan RingsOut = TimeSpan.FromSeconds(28);

    /// <summary>Nor after it has answered, until it stayed unconfirmed so long: 90 seconds, by clocks that are not quite the same.</summary>
    private static readonly TimeSpan Listens = TimeSpan.FromSeconds(86);

    /// <summary>Where no ambulance can be sent people are rung in rounds: within this everybody is rung again.</summary>
    private static readonly TimeSpan RoundsGoOn = TimeSpan.FromMinutes(3);

    /// <summary>An attempt's claim, within which an order decided on before may still go out.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(10);

    /// <summary>The same by clocks that are four seconds apart.</summary>
    private static readonly TimeSpan ClaimLeast = TimeSpan.FromSeconds(6);

    private readonly World _world;
    private readonly Dictionary<string, Watched> _sessions = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inbound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _arrived = new(StringComparer.Ordinal);
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cameThrough = new(StringComparer.Ordinal);
    private readonly Deeds _deeds;

    /// <summary>Null where there is no dead man's switch.</summary>
    private readonly SwitchWatch? _switch;

    /// <param name="makesSwitch">What watches the dead man's switch, given what tells of a violation; null where there is none.</param>
    public Referee(World world, Func<Action<string>, SwitchWatch>? makesSwitch = null)
    {
        _world = world;
        _switch = makesSwitch?.Invoke(Violate);
        _deeds = new Deeds(() => Now);
        world.Store.SessionWritten = SessionWritten;
        world.Store.SessionLost = SessionLost;
        world.Store.WakeUpRemoved = WakeUpRemoved;
        world.Network.CallPlaced = CallPlaced;
        world.Network.TextSent = TextSent;
        world.Network.CallChanged = CallChanged;
        Look();
    }

    public IReadOnlyList<string> Violations => _violations;

    public bool HasSeenEnough => _violations.Count >= ViolationsEnough;

    public TimeSpan LongestToHelp { get; private set; }

    public TimeSpan LongestToHelpInCalm { get; private set; }

    /// <summary>How often a process that lost its race had decided to call EMS for what the winner calls it for.</summary>
    public int EmsOrderedTwice { get; private set; }

    /// <summary>Texts of the dead man's switch that were sent.</summary>
    public int SwitchTexts => _switch?.Gotten ?? 0;

    /// <summary>Those that were saved.</summary>
    public int Sessions => _sessions.Count;

    private DateTimeOffset Now => _world.Now;

    private List<Session> Newest => [.. _sessions.Values.Select(w => w.Session)];

    /// <summary>A session of this phone's was saved.</summary>
    public bool CameThrough(string number) => _cameThrough.Contains(number);

    /// <summary>A request of the phone company is on its way into the program. What a person keyed, said or wrote in it is what may count.</summary>
    public async ValueTask ArrivesAsync(HttpRequestMessage request)
    {
        if (request.Content is null)
        {
            return;
        }

        var body = await request.Content.ReadAsStringAsync();
        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

        // What was keyed while the store was away stands in the address that the line goes round on.
        var again = Array.IndexOf(path, "again");
        var kept = again >= 0 && path.Length > again + 2 ? path[again + 2] : null;
        if (kept is null && !body.Contains("Digits=", StringComparison.Ordinal) && !body.Contains("SpeechResult=", StringComparison.Ordinal) && !body.Contains("Body=", StringComparison.Ordinal))
        {
            return;
        }

        // A second coming is no new deed, where the first was taken.
        if (TokenOf(request) is { } token && !_arrived.Add(token))
        {
            return;
        }

        var call = Field(body, "CallSid");
        var deed = Deeds.Of(Field(body, "Digits") + kept, Field(body, "SpeechResult"), Field(body, "Body"));
        _deeds.Did(call.Length > 0 ? _inbound.GetValueOrDefault(call) ?? call : Field(body, "From"), deed);
        _deeds.Did(call, deed);
        if (path is ["api", "voice", "leg" or "fallback", var session, var leg, ..])
        {
            _deeds.Did($"{session}/{leg}", deed);
        }
    }

    /// <summary>Whoever is told that something is wrong on our side was not heard: should it come again, it counts then.</summary>
    public async ValueTask AnsweredAsync(HttpRequestMessage request, HttpResponseMessage reply)
    {
        if (!reply.IsSuccessStatusCode || (await reply.Content.ReadAsStringAsync()).Contains("on our side", StringComparison.Ordinal))
        {
            NotTaken(request);
        }
    }

    public void NotTaken(HttpRequestMessage request)
    {
        if (TokenOf(request) is { } token)
        {
            _arrived.Remove(token);
        }
    }

    private static string? TokenOf(HttpRequestMessage request) => request.Headers.TryGetValues("I-Twilio-Idempotency-Token", out var tokens) ? tokens.First() : null;

    /// <summary>The program logged an error. One that is not of the weather's making is a fault of its own.</summary>
    public void Error(string line)
    {
        if ((line.Contains("Twilio fails too often", StringComparison.Ordinal) || line.Contains("Trouble with", StringComparison.Ordinal)) && Now - _world.Weather.LastUtc < AlarmsOver)
        {
            return;
        }

        if (!line.Contains("IOException", StringComparison.Ordinal) && !line.Contains("TimeoutException", StringComparison.Ordinal))
        {
            Violate($"The program logs an error: {line.Split('\n')[0]} {line.Split('\n').ElementAtOrDefault(1)}");
        }
    }

    /// <summary>Everybody's session is closed, or EMS has confirmed and nobody is on a line, or it rests because nobody can be reached.</summary>
    public bool EverybodyIsLookedAfter()
    {
        foreach (var (_, watched) in _sessions)
        {
            if (!IsSettled(watched.Session))
            {
                return false;
            }
        }

        return _switch?.IsTidy(Newest) ?? true;
    }

    /// <summary>The weather refused to take a text for later.</summary>
    public void SwitchRefused(string to) => _switch?.Refused(to);

    public void Finally()
    {
        if (!HasSeenEnough)
        {
            foreach (var (id, watched) in _sessions)
            {
                if (!IsSettled(watched.Session))
                {
                    var s = watched.Session;
                    Violate($"Promise 1: session {Short(id)} of {s.CallerNumber} is not looked after {(Now - _world.Weather.EndsUtc).TotalMinutes:0} min after the weather: "
                        + $"{s.Mode}, due {s.CheckIn.DueUtc:HH:mm:ss}, incident {s.Incident?.Cause} {s.Incident?.Phase}, owner {s.Incident?.Owner?.Who}, pending {s.Pending.Length}");
                }
                else if (watched.Session is { Open: false, EraseUtc: null, Place: not null })
                {
                    Violate($"Promise 5: session {Short(id)} is closed, and its place is kept.");
                }
            }

            foreach (var caller in _world.Callers)
            {
                if (!CameThrough(caller.Number))
                {
                    Violate($"Promise 7: {caller.Number} asked to be watched until {Now:HH:mm:ss}, and has no session.");
                }
            }

            WhoHeardThePlace();
            _switch?.Finally(Newest);
        }

        foreach (var objection in _world.Network.Violations.Take(3))
        {
            Violate("The phone company objects: " + objection);
        }

        foreach (var fault in _world.Network.Unobserved.Where(f => f is not HttpRequestException).Take(3))
        {
            Violate("An exception came out of the program: " + fault);
        }
    }

    private static bool IsSettled(Session session) =>
        (!session.Open && session.Pending.IsEmpty)
        || (session.Incident is { Ems.ConfirmedUtc: not null, Owner: null } && !session.LiveLegs.Any())
        || (session is { RestsUtc: not null, Incident: null } && !session.LiveLegs.Any());

    private void SessionWritten(Row row)
    {
        var session = _world.Tickets.Of(row.Bytes("state0"));
        var before = _sessions.GetValueOrDefault(session.Id);
        WakeKey? wake = row.Values.ContainsKey("wakeRow") ? new WakeKey(row.Text("wakeShard"), row.Text("wakeRow")) : null;
        if (wake is { } key ? !_world.Store.Stands(key) : session.Open)
        {
            Violate($"Promise 1: session {Short(session.Id)} is saved, and its next wake-up stands nowhere.");
        }

        var watched = before ?? (_sessions[session.Id] = new Watched { Session = session });
        (watched.Wake, watched.Session) = (wake, session);
        Came(session);
        foreach (var pending in session.Pending)
        {
            if (pending.ClaimedUntilUtc is not null)
            {
                watched.HadPending.Add(pending.Attempt);
            }
        }

        if (session.Place is { } place && place != before?.Previous?.Place)
        {
            watched.Places += " " + place;
        }

        if (before is not null)
        {
            Compare(watched.Previous, session);
            var dialled = watched.Previous.Incident is { } earlier && earlier.Number == session.Incident?.Number ? earlier.Ems.Dials : 0;
            watched.EmsOrderedIn = session.Incident?.Ems.Dials > dialled ? session : null;
        }

        watched.Previous = session;
        Owes(watched);
    }

    private void Came(Session session)
    {
        if (session.CallerNumber is { } number)
        {
            _cameThrough.Add(number);
        }

        foreach (var leg in session.CallerLegs)
        {
            if (leg.CallSid is { } sid && _inbound.TryGetValue(sid, out var phone))
            {
                _cameThrough.Add(phone);
            }
        }
    }

    private void SessionLost(Row row)
    {
        // Nothing was saved since the version that orders the call: the loser started from the same one as the winner, and came to the same.
        var lost = _world.Tickets.Of(row.Bytes("state0"));
        if (_sessions.TryGetValue(lost.Id, out var watched) && watched.EmsOrderedIn is { Incident: { } saved } won && ReferenceEquals(won, watched.Session)
            && lost.Incident is { } incident && incident.Number == saved.Number && incident.Ems.Dials == saved.Ems.Dials)
        {
            EmsOrderedTwice++;
        }
    }

    private void WakeUpRemoved(WakeKey removed)
    {
        // The session's id stands in the row's key.
        if (removed.RowKey.Split('-') is [_, var id, _] && _sessions.TryGetValue(id, out var watched) && watched.Wake == removed)
        {
            Violate($"Promise 1: the wake-up that session {Short(id)} wants was removed.");
        }
    }

    private void Compare(Session before, Session after)
    {
        if (after.LastUtc < before.LastUtc)
        {
            Violate($"Promise 8: time runs backwards for session {Short(after.Id)}.");
        }

        if (after is { Open: true, Watched: true, CheckIn: { DueUtc: null, Rests: false }, Incident: null, FinishWhenQuiet: false, RestsUtc: null, LineLostUtc: null })
        {
            Violate($"Promise 1: nothing is due for session {Short(after.Id)} any more.");
        }

        // Promise 3: an OK is somebody's deed, and so is an acceptance.
        if (after.LastOkUtc is { } ok && ok != before.LastOkUtc && !CallerDid(after, Deed.Ok))
        {
            Violate($"Promise 3: an OK of session {Short(after.Id)} was recorded, and nobody gave one.");
        }

        if (after.Incident?.Owner is { } owner && owner.Who != before.Incident?.Owner?.Who && !_sessions[after.Id].Owners.ContainsKey(owner.Who) && !Did(after, owner.Who, Deed.Accept))
        {
            Violate($"Promise 3: {owner.Who} has the case of session {Short(after.Id)}, and accepted nothing.");
        }

        if (after.Incident?.Ems.ConfirmedUtc is not null && before.Incident?.Ems.ConfirmedUtc is null && !after.Legs.Any(l => l.Who.Kind == PartyKind.Ems && DidOn(after, l, Deed.Confirm)))
        {
            Violate($"Promise 3: EMS is taken to have confirmed for session {Short(after.Id)}, and nobody there confirmed anything.");
        }

        if ((after.Incident?.Owner is not null && before.Incident?.Owner is null)
            || (after.Incident?.Ems.ConfirmedUtc is not null && before.Incident?.Ems.ConfirmedUtc is null))
        {
            _world.SomebodyIsOnTheirWay(_sessions[after.Id].Places, [.. after.Legs.Select(l => l.CallSid is { } sid ? _inbound.GetValueOrDefault(sid) : null).Append(after.CallerNumber)]);
        }

        if (after.Incident is { } incident)
        {
            foreach (var ring in incident.Rings)
            {
                if (ring.State == RingState.Accepted && _sessions[after.Id].Owners.TryAdd(ring.Who, Now) && !Did(after, ring.Who, Deed.Accept))
                {
                    Violate($"Promise 3: {ring.Who} came to the case of session {Short(after.Id)}, and accepted nothing.");
                }
            }
        }
    }

    /// <summary>What this session is owed, and by when.</summary>
    private void Owes(Watched watched)
    {
        var session = watched.Session;
        var incident = session.Incident;
        if (session.Open && incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow })
        {
            // A desk that is busy, again and again, is being rung.
            var isCalled = watched.EmsCalls.Exists(c => !c.IsOver && IsWhereTheyAre(session, c));
            watched.AloneUtc = isCalled ? null : watched.AloneUtc;

            if (IsInGoodHands(watched, incident))
            {
                if (watched.ZeroUtc is { } zero)
                {
                    Helped(zero);
                }

                watched.ZeroUtc = watched.AloneUtc = null;
                watched.Satisfied = incident.Number;
            }
            else if (watched.Satisfied != incident.Number)
            {
                watched.ZeroUtc = incident.ZeroUtc;
            }
            else if (watched.AloneUtc is null && !isCalled && incident is { LastRung: false, EmsAtUtc: not null })
            {
                // Whoever had it is gone, or the last call to EMS brought nothing: from this instant nobody is in charge.
                watched.AloneUtc = Later(Now, incident.EmsAtUtc.Value);
            }

            watched.Bound = incident.Mode == Mode.OnTheLine ? Timing.OnLineBound : Timing.OffLineBound;
        }
        else if (session is { Open: true, Watched: true, RestsUtc: null, FinishWhenQuiet: false, CheckIn: { Rests: false, DueUtc: { } due } } && incident is not { Phase: Phase.Reaching })
        {
            // What was promised for a moment is not moved by anybody's doing nothing.
            var excused = watched.ZeroUtc is not { } held || due <= held + WaitsItsTurn || watched.DueOf != session.CheckIn.Number || _world.Weather.LastUtc >= held - WaitsItsTurn || CallerDid(session, Deed.Any);
            (watched.ZeroUtc, watched.Bound, watched.DueOf) = (excused ? due : watched.ZeroUtc, Timing.OffLineBound, session.CheckIn.Number);
        }
        else
        {
            watched.ZeroUtc = null;
        }

        if (!session.Open || incident is not { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow })
        {
            watched.AloneUtc = null;
        }
    }

    /// <summary>Somebody has it, EMS has confirmed or is being rung at this moment, or, where it cannot be, everybody is rung in rounds.</summary>
    private bool IsInGoodHands(Watched watched, Incident incident) =>
        (incident.Owner is { } owner && !HasHungUp(watched.Session, owner)) || incident.Ems.ConfirmedUtc is not null
        || watched.EmsCalls.Exists(c => c.Status is "ringing" or "in-progress" && IsWhereTheyAre(watched.Session, c))
        || (incident.LastRung && incident.Rings.Any(r => Now - r.LastUtc < RoundsGoOn));

    /// <summary>Who took it by text is on no line, and stays.</summary>
    private bool HasHungUp(Session session, Owner owner) => owner.LegId is { } id && session.Leg(id)?.CallSid is { } sid && _over.Contains(sid);

    /// <summary>The desk of another area, which is told so, is no help to them.</summary>
    private static bool IsWhereTheyAre(Session session, PhoneCompany.Voice.Call call) =>
        session.Legs.FirstOrDefault(l => l.CallSid == call.Sid) is not { } leg || leg is { Elsewhere: false, Stranger: false };

    private void Helped(DateTimeOffset zero)
    {
        var took = Now - zero;
        LongestToHelp = took > LongestToHelp ? took : LongestToHelp;
        if (_world.Weather.LastUtc < zero)
        {
            LongestToHelpInCalm = took > LongestToHelpInCalm ? took : LongestToHelpInCalm;
        }
    }

    /// <summary>Each second: is anybody overdue? What the weather swallowed is not counted.</summary>
    private void Look() => _world.After(TimeSpan.FromSeconds(1), () =>
    {
        foreach (var (id, watched) in _sessions)
        {
            if (watched.ZeroUtc is { } zero && Now > Later(zero, _world.Weather.LastUtc) + watched.Bound + Slack && watched.Session.Open)
            {
                watched.ZeroUtc = null;
                var s = watched.Session;
                Violate($"Promise 2: session {Short(id)} of {s.CallerNumber}: due {zero:HH:mm:ss}, weather until {_world.Weather.LastUtc:HH:mm:ss}, and nobody is in charge and EMS does not ring: "
                    + $"{s.Mode}, incident {s.Incident?.Cause}, EMS at {s.Incident?.EmsAtUtc:HH:mm:ss}, wanted {s.Incident?.Ems.Wanted}, last rung {s.Incident?.LastRung}, rung {string.Join(' ', s.Incident?.Rings.Select(r => $"{r.Who} {r.State} {r.LastUtc:mm:ss}") ?? [])}, pending {string.Join(' ', s.Pending.Select(p => p.Intent.GetType().Name))}");
            }

            if (watched.AloneUtc is { } alone && Now > Later(alone, _world.Weather.LastUtc) + (watched.EmsCalls.Count < QuickDials ? AfterLoss : AfterManyDials))
            {
                watched.AloneUtc = null;
                Violate($"Promise 2: session {Short(id)}: nobody has it any more, EMS was to ring at {alone:HH:mm:ss}, and does not.");
            }
        }

        _switch?.Look(Newest);
        Look();
    });

    public static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private void CallPlaced(PhoneCompany.Voice.Call call)
    {
        if (Attempt(call.StatusCallback, "call") is not var (id, attempt))
        {
            MustBeAnAlarm(call.To, "call");
            return;
        }

        if (Ordered(id, attempt, $"A call to {call.To}") is not { } watched)
        {
            return;
        }

        LeavesAlone(watched, "A call", call.To, anybody: true);

        if (watched.Session.Leg(attempt)?.Who is { CanTakeCase: true } && watched.Session.Incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow, ZeroUtc: var since }
            && watched.Session.LastOkUtc is { } said && said > since && Now > said + InFlight)
        {
            Violate($"Promise 6: {call.To} is rung for session {Short(id)} after an OK of {said:HH:mm:ss}, as if there had been none.");
        }

        if (watched.Session.Leg(attempt)?.Who.Kind != PartyKind.Ems)
        {
            return;
        }

        var session = watched.Session;
        foreach (var other in watched.EmsCalls)
        {
            if (!other.IsOver && (other.To == call.To || other.AnsweredUtc is not { } answered || Now - answered < Listens) && session.Legs.Any(l => l.IsLive && l.CallSid == other.Sid && l is { Unwanted: false, Elsewhere: false }))
            {
                Violate($"Promise 4: EMS is called for session {Short(id)} while a call that we know of is up ({other.Sid[^4..]}).");
            }
        }

        if (session.Incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow, Owner: null, ZeroUtc: var zero }
            && session.LastOkUtc is { } ok && ok > zero && Now > ok + InFlight)
        {
            Violate($"Promise 4: EMS is called for session {Short(id)} after an OK of {ok:HH:mm:ss}, which came after {zero:HH:mm:ss}.");
        }

        foreach (var other in watched.EmsCalls)
        {
            // Nothing was lost since the first was ordered: we know of it, whatever we recorded.
            if (!other.IsOver && (other.To == call.To || other is { AnsweredUtc: null } && Now - other.CreatedUtc < RingsOut)
                && _world.Weather.LastUtc < other.CreatedUtc && Now - other.CreatedUtc > TimeSpan.FromSeconds(2))
            {
                Violate($"Promise 4: EMS is called for session {Short(id)} while the call of {other.CreatedUtc:HH:mm:ss} is up.");
            }
        }

        if (session.Incident is not { Phase: Phase.Reaching } && (session.Incident?.StoodDownUtc ?? session.LastOkUtc) is { } stood && Now > stood + InFlight)
        {
            Violate($"Promise 4: EMS is called for session {Short(id)} after an OK of {stood:HH:mm:ss}.");
        }

        watched.EmsCalls.Add(call);
        Owes(watched);
    }

    private void CallChanged(PhoneCompany.Voice.Call call)
    {
        if (call.Direction == "inbound")
        {
            _inbound[call.Sid] = call.Phone.Number;
        }

        var over = call.Status is not ("queued" or "initiated" or "ringing" or "in-progress");
        if (over)
        {
            _over.Add(call.Sid);
        }

        // A desk rings, or is not rung any more; whoever had the case is on no line any more.
        if (call.Direction == "outbound-api" && Attempt(call.StatusCallback, "call") is var (id, _) && _sessions.TryGetValue(id, out var watched) && (over || watched.EmsCalls.Contains(call)))
        {
            Owes(watched);
        }
    }

    private void TextSent(PhoneCompany.Messages.Message text)
    {
        if (text.Status == "scheduled" && _switch is not null)
        {
            _switch.Keeps(text, Newest);
        }
        else if (text.Direction == "outbound-api")
        {
            if (Attempt(text.StatusCallback, "text") is var (id, attempt))
            {
                if (Ordered(id, attempt, $"A text to {text.To}") is { } watched)
                {
                    LeavesAlone(watched, "A text", text.To, anybody: false);
                }
            }
            else
            {
                MustBeAnAlarm(text.To, "text");
            }
        }
    }

    /// <summary>Nobody is rung for a session that has long been closed, and its caller is not written to but in answer.</summary>
    private void LeavesAlone(Watched watched, string what, string to, bool anybody)
    {
        if (watched.Session is { ClosedUtc: { } closed } session && Now > Later(closed, _world.Weather.LastUtc) + SaysGoodbye
            && (anybody || (to == session.CallerNumber && !CallerDid(session, Deed.Any))))
        {
            Violate($"Promise 9: {what} goes to {to} for session {Short(session.Id)}, closed since {closed:HH:mm:ss}.");
        }
    }

    /// <summary>What belongs to no session goes to coordinators, and only when something was wrong: they are told of it, and of its end.</summary>
    private void MustBeAnAlarm(string to, string what)
    {
        if (!_world.IsCoordinator(to) || Now - _world.Weather.LastUtc > AlarmsOver)
        {
            Violate($"Promise 9: a {what} to {to} belongs to no session.");
        }
    }

    /// <summary>Nothing is done that was not saved and claimed before, and nothing is done twice.</summary>
    private Watched? Ordered(string id, string attempt, string what)
    {
        if (!_sessions.TryGetValue(id, out var watched))
        {
            Violate($"Promise 8: {what} is ordered for session {Short(id)}, which was never saved.");
            return null;
        }

        // A text whose fate could not be found out is sent again: twice is better than never. A call is another attempt then, by another name.
        if (_attempts.TryGetValue($"{id}/{attempt}", out var before) && (what.StartsWith("A call", StringComparison.Ordinal) || _world.Weather.LastUtc < before || Now - before < ClaimLeast))
        {
            Violate($"Promise 8: {what} is ordered twice by attempt {attempt} of session {Short(id)}.");
        }

        _attempts[$"{id}/{attempt}"] = Now;

        var pending = watched.Session.Pending.FirstOrDefault(p => p.Attempt == attempt);
        if (pending is null ? !watched.HadPending.Contains(attempt) : pending.ClaimedUntilUtc is null)
        {
            Violate($"Promise 8: {what} is ordered by attempt {attempt} of session {Short(id)}, which was not {(pending is null ? "saved" : "claimed")}.");
        }

        return watched;
    }

    /// <summary>Session and attempt in the URL that its status is reported to.</summary>
    private static (string Session, string Attempt)? Attempt(string? url, string kind)
    {
        if (url is null)
        {
            return null;
        }

        var at = url.IndexOf($"/callbacks/{kind}/", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var parts = url[(at + 12 + kind.Length)..].Split('/', '?', '#');
        return parts.Length >= 2 ? (parts[0], parts[1]) : null;
    }

    /// <summary>The caller did so, on any line or by text.</summary>
    private bool CallerDid(Session session, Deed what) =>
        _deeds.Has(session.CallerNumber, what) || session.Legs.Any(l => l.Who.Kind == PartyKind.Caller && DidOn(session, l, what));

    private bool Did(Session session, Party who, Deed what) =>
        session.Legs.Any(l => l.Who == who && DidOn(session, l, what)) || _deeds.Has(_world.PhoneOf(who, session.CallerNumber), what);

    private bool DidOn(Session session, Leg leg, Deed what) =>
        _deeds.Has($"{session.Id}/{leg.Id}", what) || (leg.CallSid is { } sid && (_deeds.Has(sid, what) || _deeds.Has(_inbound.GetValueOrDefault(sid), what)));

    /// <summary>Promise 5: what every phone heard, kept and got, held against who may know which place.</summary>
    private void WhoHeardThePlace()
    {
        foreach (var phone in _world.Network.Phones)
        {
            foreach (var text in phone.Inbox)
            {
                MayKnow(phone.Number, text.Body, text.Utc, "a text");
            }

            foreach (var heard in phone.Heard)
            {
                if (heard.Kind is HeardKind.Speech)
                {
                    MayKnow(phone.Number, heard.Text, heard.Utc, "a call");
                }
            }
        }
    }

    private void MayKnow(string number, string words, DateTimeOffset utc, string where)
    {
        var at = words.IndexOf("Quill", StringComparison.OrdinalIgnoreCase);

        // What a caller says in thanks, and then has passed on word for word with a key, is theirs to tell.
        if (at < 0 || words.Contains("thanks from somebody you were there for", StringComparison.Ordinal))
        {
            return;
        }

        var area = _world.AreaOfDesk(number);
        foreach (var caller in _world.Callers)
        {
            // A desk may know of whoever was in its area, anybody else of the case they took, from then on.
            if (caller.Number != number && words.Contains(caller.StreetWord, StringComparison.OrdinalIgnoreCase)
                && !_sessions.Values.Any(w => w.Places.Contains(caller.StreetWord, StringComparison.OrdinalIgnoreCase) && (area is not null
                    ? w.Places.Contains(area, StringComparison.OrdinalIgnoreCase)
                    : w.Owners.Any(o => o.Value <= utc && _world.PhoneOf(o.Key, caller.Number) == number))))
            {
                Violate($"Promise 5: {number} learned in {where} at {utc:HH:mm:ss} where {caller.Number} is.");
            }
        }
    }

    private void Violate(string what)
    {
        if (_violations.Count < ViolationsEnough && _told.Add(what))
        {
            _violations.Add($"{Now:HH:mm:ss} {what}");
            _world.Notes("VIOLATION " + what);
        }
    }

    /// <summary>A value of the form, decoded; empty where it has none.</summary>
    private static string Field(string body, string name)
    {
        var at = body.StartsWith(name + "=", StringComparison.Ordinal) ? 0 : body.IndexOf($"&{name}=", StringComparison.Ordinal) is var found and >= 0 ? found + 1 : -1;
        if (at < 0)
        {
            return "";
        }

        var end = body.IndexOf('&', at);
        return System.Net.WebUtility.UrlDecode(body[(at + name.Length + 1)..(end < 0 ? body.Length : end)]);
    }

    private static string Short(string session) => session.Length > 6 ? session[..6] : session;

    /// <summary>One session as the referee follows it.</summary>
    private sealed class Watched
    {
        public required Session Session { get; set; }

        public Session Previous { get; set; } = null!;

        public WakeKey? Wake { get; set; }

        /// <summary>What the bound is counted from; null: nobody waits for anything.</summary>
        public DateTimeOffset? ZeroUtc { get; set; }

        public TimeSpan Bound { get; set; }

        /// <summary>The check-in that <see cref="ZeroUtc"/> is of.</summary>
        public int DueOf { get; set; }

        /// <summary>Since when nobody who once had it, or was rung for it, is there any more; null: somebody is.</summary>
        public DateTimeOffset? AloneUtc { get; set; }

        public int Satisfied { get; set; }

        public List<PhoneCompany.Voice.Call> EmsCalls { get; } = [];

        /// <summary>Who took the case, or came to it, and since when.</summary>
        public Dictionary<Party, DateTimeOffset> Owners { get; } = [];

        /// <summary>Claimed once: what was decided since may have taken the order back while it was on its way.</summary>
        public HashSet<string> HadPending { get; } = new(StringComparer.Ordinal);

        /// <summary>Its newest version, where that orders a call to EMS.</summary>
        public Session? EmsOrderedIn { get; set; }

        /// <summary>Every place it ever had.</summary>
        public string Places { get; set; } = "";
    }
}
