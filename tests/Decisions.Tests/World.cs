using System.Collections.Immutable;
using Exploration.Model;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Tests;

/// <summary>How a phone behaves when it is called.</summary>
public enum Phone
{
    /// <summary>Rings until it rings out, or until the test picks it up.</summary>
    Rings,

    /// <summary>Something answers after five seconds and presses nothing.</summary>
    Voicemail,

    /// <summary>A person answers after five seconds and presses 1 three seconds later.</summary>
    Accepts,
    Busy,
    Invalid,
    Fails,
    Misconfigured,

    /// <summary>The roster's claim is another case's.</summary>
    Taken,

    /// <summary>The order's answer never comes, and the call is not found.</summary>
    NoReceipt,

    /// <summary>The order stays with us, as it does while the phone company is away.</summary>
    Stuck,
}

internal sealed record Issued(TimeSpan At, Intent Intent, string Attempt);

internal sealed record Heard(TimeSpan At, Party Who, string LegId, LineKey Key, ImmutableArray<string> Args);

/// <summary>One phone call as the phone company has it.</summary>
internal sealed class Call(string legId, string sid, Party who)
{
    public string LegId { get; } = legId;
    public string Sid { get; } = sid;
    public Party Who { get; } = who;
    public LegState State { get; set; } = LegState.Ringing;
    public LegEnd End { get; set; }
    public Speech.Answer.Voice? Document { get; set; }
    public bool InRoom { get; set; }
    public int Generation { get; set; }
    public bool Extended { get; set; }
}

/// <summary>
/// The world around one session: a virtual clock, phones that behave as told, and a record of everything that was ordered and heard.
/// After every step it holds the session to the promises that must hold always.
/// </summary>
internal sealed class World
{
    public const string CallerPhone = Cast.CallerPhone;
    public const string Address = Cast.Address;
    public static readonly DateTimeOffset Zero = Cast.Zero;

    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> events = new();
    private readonly HashSet<string> handled = [];
    private readonly Queue<Pending> toCarryOut = new();
    private bool carrying;
    private int order;
    private int sids;
    private DateTimeOffset? wake;
    private int wakesAtOnce;

    public Session S { get; set; } = null!;
    public DateTimeOffset Now { get; set; } = Zero;
    public TimeSpan At => Now - Zero;
    public Facts Facts { get; set; } = Standard;
    public List<Issued> Log { get; } = [];
    public List<Heard> Lines { get; } = [];
    public List<(TimeSpan At, Line Line)> Replies { get; } = [];
    public List<HistoryEntry> History { get; } = [];
    public List<Call> Calls { get; } = [];
    public Dictionary<string, Phone> Phones { get; } = [];
    public HashSet<Party> Claimed { get; } = [];
    public HashSet<Party> Linked { get; } = [];
    public List<Session> Seen { get; } = [];
    public Speech.Answer LastAnswer { get; private set; } = Speech.Answer.None;

    /// <summary>What whoever the caller names said to them before.</summary>
    public Consent KeptConsent { get; set; }

    /// <summary>False: nothing that is ordered is carried out, until the test does it.</summary>
    public bool CarriesOut { get; set; } = true;

    public DateTimeOffset? Wake => wake;

    public static readonly Area Hamilton = Cast.Hamilton;

    public static readonly Facts Standard = Cast.Standard;

    public static readonly Party P1 = Party.Peer("p1");
    public static readonly Party P2 = Party.Peer("p2");
    public static readonly Party P3 = Party.Peer("p3");
    public static readonly Party C1 = Party.Coordinator("c1");
    public static readonly Party Ems = Party.Ems(0);
    public static readonly Party EmsBackup = Party.Ems(1);

    /// <summary>A session by text with a place, past its questions, whose first check-in falls due at two minutes sharp.</summary>
    public static World ByText(Facts? facts = null, bool place = true, string? number = CallerPhone, TextChannel texts = TextChannel.Works)
    {
        var world = new World { Facts = facts ?? Standard };
        world.Start(new Beginning("s1", "123", number, texts, Words: place ? $"{Address}, Hamilton" : null, MessageSid: "SMfirst"));
        return world;
    }

    public static World ByVoice(string key = "1", Facts? facts = null, bool place = true, string? number = CallerPhone, TextChannel texts = TextChannel.Works)
    {
        var world = new World { Facts = facts ?? Standard };
        var call = new Call("a0", "CAin0", Party.Caller) { State = LegState.Answered };
        world.Start(
            new Beginning("s1", "123", number, texts, CallSid: call.Sid, Key: key, SavedPlace: place ? Places.Place.From($"{Address}, Hamilton") : null), call);
        return world;
    }

    /// <summary>Called for each check-in: texts do not reach the phone.</summary>
    public static World ByCall() => ByVoiceThenHungUp();

    private static World ByVoiceThenHungUp()
    {
        var world = ByVoice();
        world.HangUp(Party.Caller);
        world.Run(TimeSpan.FromSeconds(60));
        world.Answer(Party.Caller);
        world.Press(Party.Caller, "1");
        world.HangUp(Party.Caller);
        return world;
    }

    public void Start(Beginning beginning, Call? call = null)
    {
        var decision = Decider.Start(beginning, Facts, Now);
        if (call is not null)
        {
            var leg = decision.Session.Legs.Single(l => l.CallSid == call.Sid);
            call = new Call(leg.Id, call.Sid, Party.Caller) { State = LegState.Answered };
            Calls.Add(call);
            Later(14_400, call, () => End(call, limit: false));
        }

        // Without its spread, so that moments can be told by the second.
        var due = decision.Session.CheckIn.DueUtc is null ? (DateTimeOffset?)null : Now + (decision.Session.EveryMinutes is { } m ? TimeSpan.FromMinutes(m) : Facts.Timing.FirstInterval);
        var session = decision.Session with { Spread = 0, CheckIn = decision.Session.CheckIn with { DueUtc = due } };
        Take(decision with { Session = session, NextWakeUtc = Decider.NextWake(session, Facts.Timing) });
    }

    public void Feed(Happening happening) => Take(Decider.Decide(S, happening, Facts, Now));

    /// <summary>Lets time pass, with every wake-up at its moment and every phone doing what it does.</summary>
    public World Run(TimeSpan span)
    {
        var until = Now + span;
        while (true)
        {
            var phone = events.TryPeek(out _, out var next) ? next.At : (DateTimeOffset?)null;
            var first = wake is { } w && (phone is null || w <= phone) ? w : phone;
            if (first is null || first > until)
            {
                break;
            }

            var moved = first > Now;
            Now = moved ? first.Value : Now;
            if (first == wake)
            {
                wakesAtOnce = moved ? 0 : wakesAtOnce + 1;
                if (wakesAtOnce >= 4)
                {
                    Assert.Fail($"The wake-up at {At} spins: {Describe()}");
                }

                Feed(new Happening.TimePassed());
            }
            else
            {
                events.Dequeue()();
            }
        }

        Now = until;
        return this;
    }

    public World Run(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    /// <summary>Runs to that many seconds after the start.</summary>
    public World To(double seconds) => Run(Zero + TimeSpan.FromSeconds(seconds) - Now);

    /// <summary>The phone company is back: what was stuck is carried out now, and calls nobody knows of are over.</summary>
    public void Heal()
    {
        foreach (var pending in S.Pending)
        {
            toCarryOut.Enqueue(pending);
        }

        CarryOut();
    }

    public World Text(string words, string? sid = null)
    {
        Feed(new Happening.CallerTexted(TextCommand.Parse(words), sid ?? $"SMin{++sids}"));
        return this;
    }

    public World CaseText(Party from, string words)
    {
        Feed(new Happening.CaseTexted(from, 'B', TextCommand.Parse(words)));
        return this;
    }

    public Call CallTo(Party who) =>
        Calls.LastOrDefault(c => c.Who == who && c.State != LegState.Ended) ?? throw new InvalidOperationException($"{who} has no call: {Describe()}");

    public bool HasCall(Party who) => Calls.Exists(c => c.Who == who && c.State != LegState.Ended);

    /// <summary>Somebody or something picks up, and the leg asks for its first document.</summary>
    public World Answer(Party who)
    {
        var call = CallTo(who);
        call.State = LegState.Answered;
        Feed(new Happening.LegAsks(call.LegId, call.Sid, 0, S.CheckIn.Number));
        return this;
    }

    public World Press(Party who, string keys)
    {
        var call = CallTo(who);
        call.InRoom = false;
        Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, call.Document.CheckIn, keys));
        return this;
    }

    public World Say(Party who, string speech)
    {
        var call = CallTo(who);
        Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, call.Document.CheckIn, Speech: speech));
        return this;
    }

    /// <summary>What was said after the tone is brought.</summary>
    public World Record(string recordingSid)
    {
        var call = CallTo(Party.Caller);
        Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, call.Document.CheckIn, RecordingSid: recordingSid));
        return this;
    }

    public World Silence(Party who)
    {
        Silence(CallTo(who));
        return this;
    }

    private void Silence(Call call) => Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, call.Document.CheckIn, Silent: true));

    /// <summary>The star key, then a key of the case menu.</summary>
    public World Star(Party who, string key)
    {
        var call = CallTo(who);
        for (var i = 0; !call.InRoom && i < 5; i++)
        {
            Silence(who);
        }

        Assert.True(call.InRoom, $"{who} is not in the room: {Describe()}");
        call.InRoom = false;
        Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, call.Document.CheckIn, Left: true));
        return Press(who, key);
    }

    public World HangUp(Party who, LegEnd end = LegEnd.HungUp)
    {
        Over(CallTo(who), end);
        return this;
    }

    public World CallIn(string key = "", string? number = CallerPhone, bool byCode = false)
    {
        var sid = $"CAin{++sids}";
        Feed(new Happening.CallerCalledIn(sid, number, byCode, key.Length > 0 ? key : null));
        return this;
    }

    /// <summary>A peer takes the case by key and is in the room.</summary>
    public World Take(Party who)
    {
        Answer(who);
        Press(who, "1");
        Silence(who);
        return this;
    }

    public IEnumerable<Issued> Of<T>() where T : Intent => Log.Where(i => i.Intent is T);

    public List<TimeSpan> CallsTo(Party who) => [.. Log.Where(i => i.Intent is Intent.PlaceCall call && call.To == who).Select(i => i.At)];

    public List<TimeSpan> CallsTo(PartyKind kind) => [.. Log.Where(i => i.Intent is Intent.PlaceCall call && call.To.Kind == kind).Select(i => i.At)];

    public List<(TimeSpan At, LineKey Key)> TextsTo(PartyKind kind) =>
        [.. Log.Where(i => i.Intent is Intent.SendText text && text.To.Kind == kind).Select(i => (i.At, ((Intent.SendText)i.Intent).Text.Key))];

    public bool Texted(PartyKind kind, LineKey key) => TextsTo(kind).Exists(t => t.Key == key);

    public bool Hears(Party who, LineKey key) => Lines.Exists(l => l.Who == who && l.Key == key);

    /// <summary>Heard on their line, or announced into the room where they are not alone.</summary>
    public bool Told(Party who, LineKey key) => Hears(who, key) || Of<Intent.Announce>().Any(i => i.Intent is Intent.Announce said && said.Line.Key == key);

    /// <summary>The lines of the last document somebody was handed.</summary>
    public List<LineKey> LastHeard(Party who)
    {
        var call = Calls.Last(c => c.Who == who);
        return call.Document is null ? [] : [.. Documents.LinesOf(call.Document).Select(l => l.Key)];
    }

    public bool Noted(HistoryKind kind) => History.Exists(h => h.Kind == kind);

    public LineKey LastReply => Replies[^1].Line.Key;

    public string Describe() =>
        $"at {At}: {string.Join("; ", History.Select(h => h.ToString()))} | legs {string.Join(", ", S.LiveLegs.Select(l => $"{l.Id} {l.Who} {l.State} {l.Asked}{(l.InRoom ? " in room" : "")}"))} | "
        + $"incident {S.Incident?.Cause} {S.Incident?.Phase} owner {S.Incident?.Owner?.Who} | wake {wake - Zero}";

    private void Take(Decision decision)
    {
        S = decision.Session;
        wake = decision.NextWakeUtc;
        History.AddRange(decision.History);
        LastAnswer = decision.Answer;
        Seen.Add(S);
        foreach (var pending in S.Pending.Where(p => handled.Add(p.Attempt)))
        {
            Log.Add(new Issued(At, pending.Intent, pending.Attempt));
            toCarryOut.Enqueue(pending);
        }

        Promises.Hold(this, decision);
        switch (decision.Answer)
        {
            case Speech.Answer.Voice voice:
                Hand(voice);
                break;
            case Speech.Answer.Reply reply:
                Replies.Add((At, reply.Text));
                break;
        }

        CarryOut();
    }

    private void CarryOut()
    {
        if (carrying)
        {
            return;
        }

        carrying = true;
        while (CarriesOut && toCarryOut.TryDequeue(out var pending))
        {
            if (S.Pending.Any(p => p.Attempt == pending.Attempt))
            {
                CarryOut(pending);
            }
        }

        carrying = false;
    }

    private void CarryOut(Pending pending)
    {
        switch (pending.Intent)
        {
            case Intent.PlaceCall place:
                Place(place);
                break;
            case Intent.FindCall find:
                Done(pending);
                Feed(Calls.LastOrDefault(c => c.LegId == find.LegId) is { State: not LegState.Ended } found
                    ? new Happening.CallFound(found.LegId, found.Sid)
                    : new Happening.CallNotFound(find.LegId));
                break;
            case Intent.FetchCall fetch:
                Done(pending);
                var fetched = Calls.Find(c => c.Sid == fetch.CallSid);
                Feed(new Happening.CallStatus(fetch.LegId, fetch.CallSid, fetched?.State ?? LegState.Ended, fetched?.End ?? LegEnd.HungUp, null));
                break;
            case Intent.RedirectCall redirect:
                Done(pending);
                Redirect(redirect);
                break;
            case Intent.CancelCall cancel:
                Done(pending);
                if (Calls.Find(c => c.Sid == cancel.CallSid) is { State: LegState.Ringing } cancelled)
                {
                    Over(cancelled, LegEnd.Cancelled);
                }

                break;
            case Intent.EndCall end:
                Done(pending);
                if (Calls.Find(c => c.Sid == end.CallSid) is { State: not LegState.Ended } ended)
                {
                    Over(ended, LegEnd.Cancelled);
                }

                break;
            case Intent.FindConsent:
                Feed(new Happening.ConsentFound(pending.Attempt, KeptConsent));
                break;
            case Intent.SendText:
                Feed(new Happening.TextSent(pending.Attempt, $"SMout{++sids}"));
                break;
            case Intent.LookInRoom:
                Done(pending);
                Feed(new Happening.RoomSeen([.. Calls.Where(c => c is { InRoom: true, State: LegState.Answered }).Select(c => c.Sid)]));
                break;
            case Intent.ClaimPerson claim:
                Claimed.Add(claim.Who);
                Done(pending);
                break;
            case Intent.ReleasePerson release:
                Claimed.Remove(release.Who);
                Done(pending);
                break;
            case Intent.LinkPhone link:
                Linked.Add(link.Who);
                Done(pending);
                break;
            case Intent.UnlinkPhone unlink:
                Linked.Remove(unlink.Who);
                Done(pending);
                break;
            case Intent.LinkIsOver over:
                Linked.Remove(over.Who);
                Done(pending);
                break;
            case Intent.ExtendCall extend when Calls.Find(c => c.Sid == extend.CallSid) is { } extended:
                extended.Extended = true;
                Later(extend.TimeLimitSeconds, extended, () => End(extended, limit: false));
                Done(pending);
                break;
            default:
                Done(pending);
                break;
        }
    }

    private void Done(Pending pending) => Feed(new Happening.Carried(pending.Attempt));

    private void Place(Intent.PlaceCall place)
    {
        var phone = Phones.GetValueOrDefault(place.To.ToString(), Phones.GetValueOrDefault(place.To.Kind.ToString(), Phone.Rings));
        var claims = place.To.Kind is PartyKind.Peer or PartyKind.Coordinator;
        switch (phone)
        {
            case Phone.Stuck:
                return;
            case Phone.Invalid:
                Claim(place.To, claims);
                Feed(new Happening.CallRefused(place.LegId, Refusal.Permanent));
                return;
            case Phone.Fails:
                Claim(place.To, claims);
                Feed(new Happening.CallRefused(place.LegId, Refusal.Temporary));
                return;
            case Phone.Misconfigured:
                Claim(place.To, claims);
                Feed(new Happening.CallRefused(place.LegId, Refusal.Configuration));
                return;
            case Phone.Taken:
                Feed(new Happening.CallRefused(place.LegId, Refusal.PersonTaken));
                return;
            case Phone.NoReceipt:
                Claim(place.To, claims);
                Feed(new Happening.CallUnknown(place.LegId));
                return;
        }

        Claim(place.To, claims);
        var call = new Call(place.LegId, $"CAout{++sids}", place.To);
        Calls.Add(call);
        Feed(new Happening.CallPlaced(call.LegId, call.Sid));
        Later(place.TimeLimitSeconds, call, () => End(call, limit: true));
        switch (phone)
        {
            case Phone.Busy:
                Later(1, call, () => Over(call, LegEnd.Busy));
                break;
            case Phone.Voicemail:
                Later(5, call, () => Answer(call.Who));
                break;
            case Phone.Accepts:
                Later(5, call, () => Answer(call.Who));
                Later(8, call, () => Press(call.Who, "1"));
                break;
            default:
                Later(place.RingSeconds, call, () =>
                {
                    if (call.State == LegState.Ringing)
                    {
                        Over(call, LegEnd.NoAnswer);
                    }
                });
                break;
        }
    }

    /// <summary>The phone company ends what has lasted too long, unless it was told to let it last.</summary>
    private void End(Call call, bool limit)
    {
        if (!limit || !call.Extended)
        {
            Over(call, LegEnd.HungUp);
        }
    }

    private void Claim(Party who, bool claims)
    {
        if (claims)
        {
            Claimed.Add(who);
        }
    }

    private void Over(Call call, LegEnd end)
    {
        call.State = LegState.Ended;
        call.End = end;
        call.InRoom = false;
        Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ended, end, 100));
    }

    private void Redirect(Intent.RedirectCall redirect)
    {
        if (Calls.Find(c => c.LegId == redirect.LegId) is not { State: LegState.Answered } call)
        {
            Feed(new Happening.CallGone(redirect.LegId));
            return;
        }

        call.InRoom = false;
        Feed(new Happening.LegAsks(call.LegId, call.Sid, redirect.Step, S.CheckIn.Number));
    }

    private void Hand(Speech.Answer.Voice voice)
    {
        if (Calls.Find(c => c.LegId == voice.LegId) is not { } call)
        {
            if (S.Leg(voice.LegId) is not { CallSid: { } sid } leg)
            {
                return;
            }

            call = new Call(voice.LegId, sid, leg.Who) { State = LegState.Answered };
            Calls.Add(call);
            Later(14_400, call, () => End(call, limit: false));
        }

        call.Document = voice;
        var generation = ++call.Generation;
        Lines.AddRange(Documents.LinesOf(voice).Select(l => new Heard(At, call.Who, call.LegId, l.Key, [.. l.Args])));
        var playing = Documents.Play(voice);
        switch (playing.End)
        {
            case DocumentEnd.Room:
                call.InRoom = true;
                break;
            case DocumentEnd.HangUp:
                Later(playing.Seconds, call, () => Over(call, LegEnd.HungUp), generation);
                break;
            case DocumentEnd.Again:
                Later(playing.Seconds, call, () => Silence(call), generation);
                break;
        }
    }

    private void Later(double seconds, Call call, Action action, int? generation = null) =>
        events.Enqueue(
            () =>
            {
                if (call.State != LegState.Ended && (generation is null || generation == call.Generation))
                {
                    action();
                }
            },
            (Now + TimeSpan.FromSeconds(seconds), ++order));
}
