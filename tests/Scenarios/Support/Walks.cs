using PhoneCompany.People;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Support;

/// <summary>The ways that many scenarios go together before each takes its own.</summary>
public static class Walks
{
    public const string Place = "12 Main St apt 4, Hamilton, buzzer 12";

    /// <summary>Settings that put <see cref="Scenario.Mentor"/> on the roster.</summary>
    public static readonly (string Name, string Value)[] WithMentor = [("Roster:Mentors:0:Name", "Mia"), ("Roster:Mentors:0:Phone", "+19055550211")];

    /// <summary>Promise 2, in seconds from the moment a check-in was due.</summary>
    public static double BoundOf(Mode mode) => mode == Mode.OnTheLine ? 105 : 150;

    public static double MissOf(Mode mode) => mode == Mode.OnTheLine ? 45 : 75;

    public static double EmsOf(Mode mode) => mode == Mode.OnTheLine ? 90 : 120;

    /// <summary>Watched in that mode, the place known.</summary>
    public static Scenario Watched(this Scenario s, Mode mode) => mode switch
    {
        Mode.TextMe => s.WatchedByText(),
        Mode.CallMe => s.WatchedByCall(),
        _ => s.WatchedOnTheLine(),
    };

    /// <param name="words">What follows SPOT.</param>
    public static Scenario WatchedByText(this Scenario s, string words = "2 at " + Place)
    {
        s.Caller.Texts("SPOT " + words).Gets("I'm with you");
        if (words.Contains("Hamilton", StringComparison.Ordinal))
        {
            s.Caller.Gets("Got it: Hamilton");
        }

        return s;
    }

    /// <summary>Begun by text without a place, which is skipped.</summary>
    public static Scenario WatchedWithoutPlace(this Scenario s)
    {
        s.Caller.Texts("SPOT").Gets("I'm with you").Gets("Where are you");
        s.Caller.Texts("4").Gets("OK, no place");
        return s;
    }

    public static Scenario WatchedOnTheLine(this Scenario s, string? place = Place)
    {
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("I'm with you from now");
        if (place is not null)
        {
            s.Caller.Texts("AT " + place).Gets("Got it: Hamilton");
        }

        return s;
    }

    /// <summary>Begun on a call that was hung up: the first check-in has been called and answered.</summary>
    public static Scenario WatchedByCall(this Scenario s, string? place = Place)
    {
        s.WatchedOnTheLine(place);
        s.Caller.HangsUp().Gets("line dropped");
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me").Presses("1").Hears("Thanks").HangsUp();
        return s;
    }

    /// <summary>A check-in falls due and is asked; it is not answered. Returns when it was due.</summary>
    public static DateTimeOffset IsAsked(this Scenario s, Mode mode)
    {
        s.RunToCheckIn();
        var due = s.DueUtc;
        switch (mode)
        {
            case Mode.TextMe:
                s.Caller.Gets("Still with me");
                break;
            case Mode.CallMe:
                s.Caller.Is(Behaviour.NoAnswer).IsRung();
                break;
            default:
                s.Caller.Hears("Still with me");
                break;
        }

        return due;
    }

    /// <summary>The check-in is asked on every channel, in vain, up to the miss. Returns when it was due.</summary>
    public static DateTimeOffset Misses(this Scenario s, Mode mode)
    {
        var due = s.IsAsked(mode);
        if (mode == Mode.TextMe)
        {
            s.Caller.Is(Behaviour.NoAnswer).IsRung(within: 35);
        }
        else
        {
            s.Caller.Gets("I need to hear from you on the phone", within: 35);
        }

        s.RunUntil(due + TimeSpan.FromSeconds(MissOf(mode) - 1));
        Assert.All([s.PeerA, s.PeerB, s.PeerC, s.Friend, s.Ems], a => Assert.Empty(a.RungUtc));
        s.Caller.Gets("couldn't reach you", within: 10);
        return due;
    }

    /// <summary>As <see cref="Misses"/> by text, whatever went before.</summary>
    public static Scenario MissesAgain(this Scenario s)
    {
        s.Caller.Is(Behaviour.NoAnswer).MayBeRung().MayGet("Still with me|I need to hear from you").Gets("couldn't reach you", within: 230);
        return s;
    }

    /// <summary>The caller's phone is picked up by them, and in their hand, when it rings next.</summary>
    public static Actor PicksUp(this Actor caller, double within = 20)
    {
        caller.Is(Behaviour.Manual).IsRung(within);
        return caller.Answers();
    }

    /// <summary>While people are being rung the caller calls, and says twice that they are OK.</summary>
    public static Actor CallsWithinLadder(this Actor caller) =>
        caller.Calls().Hears("for you").Presses("1").Confirms().Hears("stand down");

    /// <summary>Whoever has the case says by key that the caller is OK.</summary>
    public static Actor SaysTheyAreOk(this Actor owner)
    {
        owner.Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted");
        return owner;
    }

    /// <summary>EMS is rung, hears the address, and confirms with a key.</summary>
    public static Actor TakesTheEmergency(this Actor ems, double within = 20)
    {
        ems.IsRung(within).Answers().Hears("Ambulance, please").Hears("12 Main St", within: 60).Presses("1").Hears("confirmed|person");
        return ems;
    }

    /// <summary>Takes the case with the key and hears the place only then.</summary>
    public static Actor TakesTheCase(this Actor peer, double within = 20)
    {
        peer.IsRung(within).Gets("someone needs a person");
        peer.Answers().Hears("Press 1 to take it").NeverHeard("Main").Presses("1").Hears("It's yours").Hears("They are at 12 Main St");
        return peer;
    }

    /// <summary>As <see cref="TakesTheCase"/>, whatever they heard before.</summary>
    public static Actor TakesAnotherCase(this Actor peer)
    {
        peer.IsRung().Gets("someone needs a person").Answers().Hears("Press 1 to take it").HearsNothingLike("Main");
        return peer.Presses("1").Hears("It's yours").Hears("They are at 12 Main St");
    }

    /// <summary>The brief has been spoken to its end: they are in the room.</summary>
    public static Actor IsBriefed(this Actor person)
    {
        person.Hears("Joining you now", within: 60);
        person.Scenario.RunSeconds(9);
        return person;
    }

    /// <summary>From that moment until their phone first rang, in seconds.</summary>
    public static double SecondsUntilRung(this Actor actor, DateTimeOffset from, int call = 0) => (actor.RungUtc[call] - from).TotalSeconds;

    /// <summary>Peers, coordinators and EMS are rung and texted, and none of them picks up: the scenario is about the caller.</summary>
    public static Scenario NobodyPicksUp(this Scenario s)
    {
        foreach (var someone in (Actor[])[s.PeerA, s.PeerB, s.PeerC, s.Coordinator, s.Ems, s.EmsBackup])
        {
            someone.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        }

        return s;
    }

    /// <summary>A check-in is missed, peer A takes it, and says that they are OK; then everybody is done.</summary>
    /// <param name="ems">They ring EMS before.</param>
    public static Scenario HasACase(this Scenario s, bool ems = false)
    {
        s.WatchedByText().MissesAgain();
        s.PeerB.MayBeRung().MayGet("someone needs a person|has it, thank you");
        s.PeerA.TakesAnotherCase().IsBriefed();
        if (ems)
        {
            s.PeerA.Presses("*").Hears("9 ambulance").Presses("9").Hears("Ringing the ambulance");
            s.Ems.TakesTheEmergency().HangsUp();
            s.Coordinator.Gets("crew's line");
            s.RunSeconds(3);
        }

        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.MayGet("stand down");
        s.Ems.MayBeRung();
        s.Finishes();
        s.RunSeconds(1);
        return s;
    }

    /// <summary>The caller says by text that they are finished; whatever is open is stood down.</summary>
    public static void Finishes(this Scenario s) => s.Caller.MayGet("Done for now|told everyone to stand down").Texts("DONE");
}
