using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>One decision while it is being made: the session as it stands so far, and what is wanted of the world.</summary>
internal sealed class Turn(Session session, Facts facts, DateTimeOffset now)
{
    private (Place? Place, AreaAnswer Answer)? _area;

    public Session Session { get; set; } = session;

    public Facts Facts { get; } = facts;

    public Timing Timing => Facts.Timing;

    public DateTimeOffset Now { get; } = now;

    public Answer Answer { get; set; } = Answer.None;

    /// <summary>The request of a leg that waits to hear something: answered last, when all else is decided.</summary>
    public Happening.LegAsks? Asking { get; set; }

    public List<HistoryEntry> History { get; } = [];

    public CheckIn CheckIn
    {
        get => Session.CheckIn;
        set => Session = Session with { CheckIn = value };
    }

    public Incident? Incident
    {
        get => Session.Incident;
        set => Session = Session with { Incident = value };
    }

    /// <summary>Somebody on the roster talks a case through, and nothing is wrong with themselves.</summary>
    public bool IsDebrief => Session.Kind == SessionKind.Debrief && !InLadder;

    /// <summary>An incident in which people are being reached.</summary>
    public Incident? Reaching => Incident is { Phase: Phase.Reaching } incident ? incident : null;

    /// <summary>A miss or a cry for help is being answered: only an OK that is sure ends it.</summary>
    public bool InLadder => Reaching is { Cause: Cause.MissedCheckIn or Cause.HelpNow };

    /// <summary>Found once for each place: it is asked for many times in one decision.</summary>
    public AreaAnswer Area
    {
        get
        {
            if (_area is not { } found || !ReferenceEquals(found.Place, Session.Place))
            {
                found = (Session.Place, AreaAnswer.For(Session.Place, Facts.Areas));
                _area = found;
            }

            return found.Answer;
        }
    }

    /// <summary>A new place, or the one there is put right: who is on the case, and a desk that is listening, hear of it.</summary>
    public void TakePlace(Place place)
    {
        if (Session.Place is { } before && !SpokenPlace.IsSamePlace(before, place, Facts.Areas))
        {
            OwnWordsByVoice.OfAnotherPlace(this);
        }

        var (known, area) = (Session.Place, Area.Area);
        Session = Session with { Place = place };
        Note(HistoryKind.PlaceKept);
        if (InLadder)
        {
            Room.TellOwner(this, LineKey.PlaceChanged);
            Ems.PlaceChanged(this, known, area);
        }
    }

    public void Note(HistoryKind kind, params ReadOnlySpan<(string Name, object Value)> detail) =>
        History.Add(new HistoryEntry(Now, kind, [.. detail.ToArray().Select(d => KeyValuePair.Create(d.Name, d.Value.ToString() ?? ""))]));

    /// <summary>A person is in charge, or EMS rings: how long after the moment that the bound is counted from.</summary>
    /// <param name="order">Whether it is the first to be reached, the second after the other of the two, or the same again.</param>
    public void NoteReached(HistoryKind kind, (string Name, object Value) what, string order)
    {
        var incident = Incident!;
        Note(
            kind, what, ("seconds", (int)(Now - incident.ZeroUtc).TotalSeconds), ("due", incident.ZeroUtc.ToString("O")), ("cause", incident.Cause),
            ("mode", incident.Mode), ("reached", order));
    }

    public string NextAttempt()
    {
        Session = Session with { Attempts = Session.Attempts + 1 };
        return $"a{Session.Attempts}";
    }

    /// <summary>A look-up or a move that is still to be carried out is not ordered a second time: while the phone company is away they would pile up.</summary>
    public void Want(Intent intent, string? attempt = null)
    {
        if (intent is Intent.FindCall or Intent.FetchCall or Intent.FindRecordings or Intent.LookInRoom or Intent.CancelCall or Intent.CallOffText && Session.Pending.Any(p => p.Intent == intent))
        {
            return;
        }

        // Numbered before the session is copied: inside the copy the new number would be lost, and every order would carry the same one.
        var id = attempt ?? NextAttempt();
        Session = Session with { Pending = Session.Pending.Add(new Pending(id, intent, Now)) };
    }

    public void Carried(string attempt) =>
        Session = Session with { Pending = Session.Pending.RemoveAll(p => p.Attempt == attempt) };

    /// <summary>What is pending is tried once more, so long from now.</summary>
    public void Again(Pending pending, TimeSpan wait) => Session = Session with
    {
        Pending = Session.Pending.Replace(pending, pending with { ClaimedUntilUtc = null, NotBeforeUtc = Now + wait }),
    };

    public Leg Put(Leg leg)
    {
        var index = Session.Legs.ToList().FindIndex(l => l.Id == leg.Id);
        Session = Session with { Legs = index < 0 ? Session.Legs.Add(leg) : Session.Legs.SetItem(index, leg) };
        return leg;
    }

    /// <summary>The same leg as it stands now.</summary>
    public Leg Fresh(Leg leg) => Session.Leg(leg.Id) ?? leg;

    public void PutRing(Ring ring)
    {
        var incident = Incident!;
        var index = incident.Rings.ToList().FindIndex(r => r.Who == ring.Who);
        Incident = incident with { Rings = index < 0 ? incident.Rings.Add(ring) : incident.Rings.SetItem(index, ring) };
    }

    public void Reply(LineKey key, params string[] args) => Answer = new Answer.Reply(new Line(key, args));

    /// <summary>Texts somebody through an order of its own, so that its fate is known and its body can be erased.</summary>
    public void Text(Party to, Urgency urgency, LineKey key, params string[] args) =>
        Want(new Intent.SendText(to, new Line(key, args), urgency, urgency == Urgency.CheckIn ? 300 : 900));

    /// <summary>Texts the caller, where texts reach them.</summary>
    public void TextCaller(LineKey key, params string[] args)
    {
        if (Session.Texts == TextChannel.Works && Session.CallerNumber is not null)
        {
            Text(Party.Caller, Urgency.Person, key, args);
        }
    }

    /// <param name="more">What the sentence wants beside the session's code.</param>
    public void TextCoordinators(LineKey key, params ReadOnlySpan<string> more)
    {
        Note(HistoryKind.CoordinatorsAlarmed, ("why", key));
        foreach (var coordinator in Facts.Coordinators)
        {
            Text(Party.Coordinator(coordinator.Id), Urgency.Person, key, [Session.Code, .. more]);
        }
    }

    /// <summary>What somebody on the roster goes by there; empty for anybody else, and where it is not known.</summary>
    public string NameOf(Party? who) =>
        who is { Kind: PartyKind.Peer or PartyKind.Coordinator } person && Facts.Roster.TryGetValue(person.Id, out var fact) ? fact.Name : "";

    public static string Whole(TimeSpan span) => Math.Max(1, (int)Math.Round(span.TotalMinutes)).ToString();
}
