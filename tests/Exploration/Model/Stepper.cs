using System.Collections.Immutable;
using Exploration.Promises;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace Exploration.Model;

/// <summary>
/// Takes one step of a life: something happens, it is decided on as <c>SessionKeeper</c> does, what is pending is claimed and carried out as
/// <c>OutreachDesk</c> does, and what came of it is decided on in its turn. Every decision is held to the promises.
/// </summary>
public sealed class Stepper
{
    private const int WakesAtOnce = 4;

    /// <summary>A step that goes on for ever is a promise broken, too.</summary>
    private const int DecisionsMost = 400;

    private static readonly TimeSpan ClaimFor = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PaceLook = TimeSpan.FromSeconds(1);

    private readonly Core _core;
    private readonly Facts _calm;
    private readonly Deviation _deviation;
    private readonly List<string>? _story;
    private readonly Queue<Pending> _toCarryOut = new();
    private readonly List<Call> _calls;
    private List<string>? _held;
    private int _decisions;
    private int _wakes;
    private bool _carrying;
    private int _sids;
    private readonly int _faultsLeft;
    private Weather _weather;

    /// <param name="deviation">What goes wrong in this step.</param>
    /// <param name="story">Gets a line for everything that happens and is decided; null: nothing is told.</param>
    public Stepper(Core core, Facts facts, Life life, Deviation? deviation = null, List<string>? story = null)
    {
        (_core, _calm, _deviation, _story) = (core, facts, deviation ?? Deviation.None, story);
        (Session, NowUtc, WakeUtc, Ghost, _weather) = (life.Session, life.NowUtc, life.WakeUtc, life.Ghost, life.Weather);
        _calls = [.. life.Calls];
        _sids = life.Sids;
        _faultsLeft = life.FaultsLeft - (_deviation.Point < 0 ? 0 : 1);
    }

    public Session Session { get; private set; }

    public DateTimeOffset NowUtc { get; private set; }

    public DateTimeOffset? WakeUtc { get; private set; }

    public Ghost Ghost { get; private set; }

    /// <summary>The orders of this step that could have gone otherwise, with the number of ways.</summary>
    public List<(string Order, IReadOnlyList<string> Ways)> Points { get; } = [];

    public Life Life => new(Session, NowUtc, WakeUtc, [.. _calls], Ghost, _weather, _sids, _faultsLeft);

    private Facts Facts => _weather.On(_calm, NowUtc);

    public static Life Begin(Core core, Facts facts, Beginning beginning, DateTimeOffset nowUtc, int faults, List<string>? story = null)
    {
        var decision = core.Start(beginning, facts, nowUtc);

        // Without its spread, so that moments can be told by the second.
        var due = decision.Session.CheckIn.DueUtc is null ? (DateTimeOffset?)null
            : nowUtc + (decision.Session.EveryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : facts.Timing.FirstInterval);
        var session = decision.Session with { Spread = 0, CheckIn = decision.Session.CheckIn with { DueUtc = due } };
        var empty = new Session { Id = session.Id, Code = session.Code, StartedUtc = nowUtc, LastUtc = nowUtc };
        var stepper = new Stepper(core, facts, new Life(empty, nowUtc, null, [], new Ghost(), Weather.Calm, 0, faults), story: story);
        if (beginning.CallSid is { } sid)
        {
            var leg = session.Legs.Single(l => l.CallSid == sid);
            stepper._calls.Add(new Call(leg.Id, sid, Party.Caller, LegState.Answered, nowUtc, nowUtc + TimeSpan.FromHours(4)));
        }

        stepper.Take(new Happening.TimePassed(), decision with { Session = session });
        stepper.CarryOut();
        return stepper.Life;
    }

    public Call? CallOf(Party who) => _calls.FindLast(c => c.Who == who && c.State != LegState.Ended);

    public Call Fresh(Call call) => _calls.Find(c => c.LegId == call.LegId && c.Sid == call.Sid) ?? call;

    public string NextSid(string kind) => $"{kind}{++_sids}";

    public void Feed(Happening happening)
    {
        Take(happening, _core.Decide(Session, happening, Facts, NowUtc));
        CarryOut();
    }

    /// <summary>To the next wake-up, with everything the phone company's clocks do on the way.</summary>
    public void Wait()
    {
        var from = WakeUtc;
        RunTo(WakeUtc ?? NowUtc + TimeSpan.FromMinutes(10));
        if (WakeUtc is { } wake && wake <= NowUtc && from is not null)
        {
            Sweep();
        }
    }

    /// <summary>Half of the way to the next wake-up.</summary>
    public void WaitHalf()
    {
        if (WakeUtc is { } wake && wake > NowUtc)
        {
            RunTo(NowUtc + ((wake - NowUtc) / 2));
        }
    }

    /// <summary>To the next thing that the phone company's clocks do.</summary>
    public void HearOut() => RunTo(NextTimer(_calls)!.Value);

    /// <summary>When something happens by the phone company's clocks: a document is over, a phone rings out.</summary>
    public static DateTimeOffset? NextTimer(IReadOnlyList<Call> calls) =>
        calls.Where(c => c.State != LegState.Ended).Select(c => (DateTimeOffset?)Timer(c)).Min();

    /// <summary>Nobody is there for a while: what comes in that time is lost, and the session is taken up afterwards, by somebody who knows how long it was.</summary>
    public void Away(TimeSpan span)
    {
        var from = NowUtc;
        NowUtc += span;
        _weather = _weather with { Away = new Away(from, NowUtc) };
        for (var i = 0; i < _calls.Count; i++)
        {
            if (_calls[i] is { State: not LegState.Ended } call && Timer(call) <= NowUtc && !call.InRoom)
            {
                _calls[i] = call with { State = LegState.Ended };
            }
        }

        Ghost = Ghost.Away(span, Ghost.InNeed(Session), NowUtc);
        if (Session.LiveLegs.Any())
        {
            Feed(new Happening.OutOfTouch());
        }

        Sweep();
    }

    /// <summary>From now on orders are taken, or not.</summary>
    public void Turns(Orders orders) => _weather = _weather with { Orders = orders };

    public void Answer(Call call)
    {
        Put(call with { State = LegState.Answered, TimerUtc = NowUtc });
        Feed(new Happening.LegAsks(call.LegId, call.Sid, 0, Session.CheckIn.Number));
    }

    public void Press(Call call, string keys) => Ask(call, document => new Happening.LegAsks(call.LegId, call.Sid, document.Step, document.CheckIn, keys, Closed: keys.Length > 1));

    public void Say(Call call, string speech) => Ask(call, document => new Happening.LegAsks(call.LegId, call.Sid, document.Step, document.CheckIn, Speech: speech));

    public void Record(Call call) => Ask(call, document => new Happening.LegAsks(call.LegId, call.Sid, document.Step, document.CheckIn, RecordingSid: NextSid("RE")));

    /// <summary>The webhook of the document before comes late, with a 1 in it.</summary>
    public void PressLate(Call call)
    {
        var document = call.Document!;
        Feed(new Happening.LegAsks(call.LegId, call.Sid, document.Step - 1, document.CheckIn, "1"));
    }

    /// <summary>Out of the room, by the star key or because it ended.</summary>
    public void LeaveRoom(Call call)
    {
        var ends = call.EndsRoom;
        call = call with { InRoom = false, EndsRoom = false };
        Put(call);
        Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, call.Document.CheckIn, Left: true));
        if (ends)
        {
            EndRoom(call);
        }
    }

    public void Over(Call call, LegEnd end)
    {
        var ends = call is { InRoom: true, EndsRoom: true };
        Put(call with { State = LegState.Ended, InRoom = false });
        Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ended, end, 100));
        if (ends)
        {
            EndRoom(call);
        }
    }

    /// <summary>Somebody dials us.</summary>
    public void CallIn(Func<string, Happening> called) => Feed(called(NextSid("CAin")));

    private void Ask(Call call, Func<Answer.Voice, Happening.LegAsks> asks)
    {
        Put(call with { InRoom = false });
        Feed(asks(call.Document!));
    }

    private static DateTimeOffset Timer(Call call) => call.InRoom || call.LimitUtc < call.TimerUtc ? call.LimitUtc : call.TimerUtc;

    private void EndRoom(Call left)
    {
        foreach (var other in _calls.Where(c => c is { InRoom: true, State: LegState.Answered } && c.Sid != left.Sid).ToList())
        {
            LeaveRoom(Fresh(other) with { EndsRoom = false });
        }
    }

    private void RunTo(DateTimeOffset untilUtc)
    {
        while (NextTimer(_calls) is { } timer && timer <= untilUtc)
        {
            NowUtc = timer > NowUtc ? timer : NowUtc;
            Ring(_calls.First(c => c.State != LegState.Ended && Timer(c) == timer));
            if (WakeUtc < untilUtc)
            {
                untilUtc = WakeUtc.Value;
            }
        }

        NowUtc = untilUtc > NowUtc ? untilUtc : NowUtc;
    }

    /// <summary>What a call does by its own clock.</summary>
    private void Ring(Call call)
    {
        if (call.State == LegState.Ringing)
        {
            Over(call, LegEnd.NoAnswer);
        }
        else if (call.LimitUtc <= NowUtc || call.Document is null || call.Playing.End is DocumentEnd.HangUp or DocumentEnd.Stops)
        {
            Over(call, LegEnd.HungUp);
        }
        else if (call.Playing.End == DocumentEnd.Room)
        {
            Put(call with { InRoom = true, EndsRoom = call.Playing.EndsRoom });
            Feed(new Happening.RoomChanged(call.Sid, Joined: true));
        }
        else
        {
            Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document.Step, call.Document.CheckIn, Silent: true));
        }
    }

    /// <summary>The wake-up: claims that ran out are looked up, then every deadline is acted on.</summary>
    private void Sweep()
    {
        foreach (var pending in Session.Pending.Where(p => p.ClaimedUntilUtc <= NowUtc).ToList())
        {
            Reconcile(pending);
        }

        var at = NowUtc;
        for (_wakes = 0; _wakes < WakesAtOnce; _wakes++)
        {
            Feed(new Happening.TimePassed());
            if (WakeUtc is null || WakeUtc > at)
            {
                return;
            }
        }

        throw new PromiseBrokenException(1, "the wake-up spins: it does not move on from its own moment");
    }

    private void Reconcile(Pending pending)
    {
        switch (pending.Intent)
        {
            case Intent.PlaceCall call:
                Feed(new Happening.CallUnknown(call.LegId));
                break;
            case Intent.SendText text:
                Feed(new Happening.TextFailed(pending.Attempt, text.To, Refusal.Temporary));
                break;
            default:
                Do(pending);
                break;
        }
    }

    private void Take(Happening happening, Decision decision)
    {
        if (++_decisions > DecisionsMost)
        {
            throw new PromiseBrokenException(1, "one thing leads to another without end");
        }

        var (before, facts) = (Session, Facts);
        Session = decision.Session;
        Tell(happening, decision);
        Always.Hold(before, happening, decision, facts, NowUtc);
        Outages.Hold(before, Session, Ghost, _weather, facts, NowUtc);

        // Twice: what comes too late is too late, though it comes now.
        Bounded.Hold(before, Ghost, facts, NowUtc);
        Ghost = Ghost.After(before, happening, Session, NowUtc, facts);
        Claim();
        WakeUtc = _core.NextWake(Session, facts.Timing);
        if (_held is { Count: > 0 } && Session.Pending.Any(p => _held.Contains(p.Attempt)) && (WakeUtc is null || WakeUtc > NowUtc + PaceLook))
        {
            WakeUtc = NowUtc + PaceLook;
        }

        Always.Awake(Session, WakeUtc);
        Bounded.Hold(Session, Ghost, facts, NowUtc);
        if (decision.Answer is Answer.Voice voice)
        {
            Hand(voice);
        }
    }

    private void Claim()
    {
        var ready = Session.Pending.Where(p => p.ClaimedUntilUtc is null && !(p.NotBeforeUtc > NowUtc) && _held?.Contains(p.Attempt) != true)
            .OrderBy(p => p.Urgency).ToList();
        foreach (var call in ready.Where(p => p.Intent is Intent.PlaceCall).ToList())
        {
            if (_weather.Orders == Orders.Taken && Way($"the call to {((Intent.PlaceCall)call.Intent).To}", Ways.OfCall(((Intent.PlaceCall)call.Intent).To)) is Ways.NoSlot)
            {
                (_held ??= []).Add(call.Attempt);
                ready.Remove(call);
            }
        }

        if (ready.Count > 0)
        {
            Session = Decider.Claim(Session, [.. ready.Select(p => p.Attempt)], NowUtc + ClaimFor);
            foreach (var pending in ready)
            {
                _toCarryOut.Enqueue(pending);
            }
        }
    }

    private readonly Dictionary<string, string> _ways = [];

    /// <summary>How this order goes: well, or as the deviation says.</summary>
    private string? Way(string order, IReadOnlyList<string> ways)
    {
        Points.Add((order, ways));
        if (Points.Count - 1 != _deviation.Point)
        {
            return null;
        }

        var way = ways[_deviation.Alternative - 1];
        _story?.Add($"      but {order} {way}");
        _ways[order] = way;
        return way;
    }

    private void CarryOut()
    {
        if (_carrying)
        {
            return;
        }

        _carrying = true;
        while (_toCarryOut.TryDequeue(out var pending))
        {
            if (Session.Pending.Any(p => p.Attempt == pending.Attempt))
            {
                Do(pending);
            }
        }

        _carrying = false;
    }

    private void Do(Pending pending)
    {
        // An order that is known to go nowhere asks nobody anything.
        if (_weather.Orders != Orders.KnownRefused && Asks(pending.Intent))
        {
            Ghost = Ghost with { Asked = true };
        }

        if (_weather.Orders != Orders.Taken && Refuse(pending))
        {
            return;
        }

        switch (pending.Intent)
        {
            case Intent.ScheduleText later:
                var text = new ScheduledText(NextSid("SM"), NowUtc + later.After);
                _weather = _weather with { Kept = _weather.Kept.Add(text) };
                Take(new Happening.TextScheduled(pending.Attempt, text.MessageSid, text.SendAtUtc));
                break;
            case Intent.CallOffText off:
                var sent = _weather.Kept.Any(t => t.MessageSid == off.MessageSid && t.SendAtUtc <= NowUtc);
                _weather = _weather with { Kept = _weather.Kept.RemoveAll(t => t.MessageSid == off.MessageSid) };
                Take(new Happening.TextCalledOff(off.MessageSid, sent));
                break;
            case Intent.PlaceCall place:
                Place(place);
                break;
            case Intent.FindConsent:
                Take(new Happening.ConsentFound(pending.Attempt, Consent.NotAsked));
                break;
            case Intent.SendText send:
                Send(pending, send);
                break;
            case Intent.FindCall find:
                Take(_calls.FindLast(c => c.LegId == find.LegId) is { State: not LegState.Ended } found
                    ? new Happening.CallFound(find.LegId, found.Sid)
                    : new Happening.CallNotFound(find.LegId));
                Done(pending);
                break;
            case Intent.FetchCall fetch:
                if (Way("the look-up", Ways.LookUp) is null)
                {
                    Take(_calls.Find(c => c.Sid == fetch.CallSid) is { } fetched
                        ? new Happening.CallStatus(fetch.LegId, fetch.CallSid, fetched.State, fetched.State == LegState.Ended ? LegEnd.HungUp : LegEnd.None, null, Rings: fetched.State == LegState.Ringing)
                        : new Happening.CallGone(fetch.LegId));
                }

                Done(pending);
                break;
            case Intent.RedirectCall redirect:
                Redirect(pending, redirect);
                break;
            case Intent.CancelCall cancel:
                if (_calls.Find(c => c.Sid == cancel.CallSid) is { State: LegState.Ringing } cancelled)
                {
                    if (Way("the cancelled call", Ways.Cancel) is null)
                    {
                        Over(cancelled, LegEnd.Cancelled);
                    }
                    else
                    {
                        Answer(cancelled);
                    }
                }

                Done(pending);
                break;
            case Intent.EndCall end:
                if (_calls.Find(c => c.Sid == end.CallSid) is { State: not LegState.Ended } ended)
                {
                    Over(ended, LegEnd.Cancelled);
                }

                Done(pending);
                break;
            case Intent.ExtendCall extend:
                if (_calls.Find(c => c.Sid == extend.CallSid) is { } extended)
                {
                    Put(extended with { LimitUtc = NowUtc + TimeSpan.FromSeconds(extend.TimeLimitSeconds) });
                }

                Done(pending);
                break;
            case Intent.SetEndsRoom flag:
                if (_calls.Find(c => c.Sid == flag.CallSid) is { } flagged)
                {
                    Put(flagged with { EndsRoom = flag.EndsRoom });
                }

                Done(pending);
                break;
            case Intent.LookInRoom:
                if (Way("the look into the room", Ways.LookUp) is null)
                {
                    Take(new Happening.RoomSeen([.. _calls.Where(c => c is { InRoom: true, State: LegState.Answered }).Select(c => c.Sid)]));
                }

                Done(pending);
                break;
            default:
                Done(pending);
                break;
        }
    }

    private void Take(Happening happening) => Take(happening, _core.Decide(Session, happening, Facts, NowUtc));

    /// <summary>The phone company takes no orders; false: this is none.</summary>
    private bool Refuse(Pending pending)
    {
        switch (pending.Intent)
        {
            case Intent.PlaceCall place:
                Take(new Happening.CallRefused(place.LegId, Refusal.Temporary));
                return true;
            case Intent.SendText text:
                Take(new Happening.TextFailed(pending.Attempt, text.To, Refusal.Temporary));
                return true;
            case Intent.ScheduleText:
                Take(new Happening.TextNotScheduled(pending.Attempt, Refusal.Temporary));
                return true;
            case Intent.CallOffText:
                Take(new Happening.Postponed(pending.Attempt));
                return true;
            case Intent.FindCall or Intent.FetchCall or Intent.RedirectCall or Intent.CancelCall or Intent.EndCall or Intent.ExtendCall or Intent.SetEndsRoom or Intent.LookInRoom:
                Take(new Happening.Carried(pending.Attempt, Done: false));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The caller hears of it that they are to answer.</summary>
    private bool Asks(Intent intent) => intent switch
    {
        Intent.SendText { To.Kind: PartyKind.Caller } text => text.Text.Key is LineKey.CheckInText or LineKey.CheckInLouderText or LineKey.CheckInAwayText,
        Intent.PlaceCall place => place.To.Kind == PartyKind.Caller,
        Intent.RedirectCall redirect => Session.Leg(redirect.LegId)?.Who.Kind == PartyKind.Caller,
        _ => false,
    } && Session.CheckIn.IsOpen;

    private void Done(Pending pending) => Take(new Happening.Carried(pending.Attempt));

    private void Place(Intent.PlaceCall place)
    {
        _ways.Remove($"the call to {place.To}", out var way);
        switch (way)
        {
            case Ways.Permanent:
                Take(new Happening.CallRefused(place.LegId, Refusal.Permanent));
                return;
            case Ways.Temporary:
                Take(new Happening.CallRefused(place.LegId, Refusal.Temporary));
                return;
            case Ways.Configuration:
                Take(new Happening.CallRefused(place.LegId, Refusal.Configuration));
                return;
            case Ways.Taken:
                Take(new Happening.CallRefused(place.LegId, Refusal.PersonTaken));
                return;
            case Ways.NoReceipt:
                Take(new Happening.CallUnknown(place.LegId));
                return;
            case Ways.NoReceiptButRings:
                _calls.Add(Rings(place));
                Take(new Happening.CallUnknown(place.LegId));
                return;
            case Ways.Killed:
                return;
            case Ways.KilledButRings:
                _calls.Add(Rings(place));
                return;
        }

        var call = Rings(place);
        _calls.Add(call);
        Take(new Happening.CallPlaced(call.LegId, call.Sid));
        Take(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ringing, LegEnd.None, 1, Rings: true));
    }

    private Call Rings(Intent.PlaceCall place) =>
        new(place.LegId, NextSid("CA"), place.To, LegState.Ringing, NowUtc + TimeSpan.FromSeconds(place.RingSeconds), NowUtc + TimeSpan.FromSeconds(place.TimeLimitSeconds));

    private void Send(Pending pending, Intent.SendText text)
    {
        switch (Way($"the text to {text.To}", Ways.OfText(text.To)))
        {
            case Ways.OptedOut:
                Take(new Happening.TextFailed(pending.Attempt, text.To, Refusal.OptedOut));
                break;
            case Ways.NotText:
                Take(new Happening.TextFailed(pending.Attempt, text.To, Refusal.NotText));
                break;
            case Ways.Temporary:
                Take(new Happening.TextFailed(pending.Attempt, text.To, Refusal.Temporary));
                break;
            case Ways.Permanent:
                Take(new Happening.TextFailed(pending.Attempt, text.To, Refusal.Permanent));
                break;
            case Ways.Configuration:
                Take(new Happening.TextFailed(pending.Attempt, text.To, Refusal.Configuration));
                break;
            case Ways.NoReceipt:
                Take(new Happening.TextUnknown(pending.Attempt));
                break;
            case Ways.Killed:
                break;
            default:
                Take(new Happening.TextSent(pending.Attempt, NextSid("SM")));
                break;
        }
    }

    private void Redirect(Pending pending, Intent.RedirectCall redirect)
    {
        if (_calls.Find(c => c.LegId == redirect.LegId && c.Sid == redirect.CallSid) is not { State: LegState.Answered } call)
        {
            Take(new Happening.CallGone(redirect.LegId));
            Take(new Happening.Carried(pending.Attempt, Done: false));
            return;
        }

        if (Way($"the move of {call.Who}", Ways.Move) is not null)
        {
            Take(new Happening.Carried(pending.Attempt, Done: false));
            return;
        }

        Done(pending);
        var ends = call is { InRoom: true, EndsRoom: true };
        Put(call with { InRoom = false, EndsRoom = false });
        Take(new Happening.LegAsks(call.LegId, call.Sid, redirect.Step, Session.CheckIn.Number));
        if (ends)
        {
            EndRoom(call);
        }
    }

    private void Hand(Answer.Voice voice)
    {
        var index = _calls.FindLastIndex(c => c.LegId == voice.LegId);
        if (index < 0)
        {
            if (Session.Leg(voice.LegId) is not { CallSid: { } sid } leg)
            {
                return;
            }

            _calls.Add(new Call(voice.LegId, sid, leg.Who, LegState.Answered, NowUtc, NowUtc + TimeSpan.FromHours(4)));
            index = _calls.Count - 1;
        }

        if (Session.CheckIn.IsOpen && _calls[index].Who.Kind == PartyKind.Caller)
        {
            Ghost = Ghost with { Asked = true };
        }

        var playing = Documents.Play(voice);
        _calls[index] = _calls[index] with
        {
            State = _calls[index].State == LegState.Ended ? LegState.Ended : LegState.Answered,
            Document = voice,
            Playing = playing,
            TimerUtc = NowUtc + TimeSpan.FromSeconds(playing.Seconds),
            InRoom = false,
            EndsRoom = false,
        };
    }

    private void Put(Call call)
    {
        var index = _calls.FindIndex(c => c.LegId == call.LegId && c.Sid == call.Sid);
        _calls[index] = call;
    }

    private void Tell(Happening happening, Decision decision)
    {
        if (_story is null)
        {
            return;
        }

        var decided = decision.History.Select(h => $"{h.Kind} {h.Details}".TrimEnd())
            .Concat(decision.Session.Pending.Where(p => p.IssuedUtc == NowUtc && p.ClaimedUntilUtc is null).Select(p => Telling.Of(p.Intent)).OfType<string>())
            .Concat(Telling.Of(decision.Answer)).ToList();
        if (decided.Count > 0)
        {
            _story.Add($"      {Telling.Of(happening)}: {string.Join("; ", decided)}");
        }
    }
}
