using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>A leg asks what it should hear. First what it keyed or said is taken in; what it hears is written last, when all else is decided.</summary>
internal static class Voices
{
    public static void Take(Turn turn, Happening.LegAsks asks)
    {
        turn.Asking = asks;
        Legs.Revive(turn, asks.LegId, asks.CallSid);
        if (turn.Session.Leg(asks.LegId) is not { IsLive: true } leg || IsAnotherCall(leg, asks))
        {
            return;
        }

        turn.Carried(leg.Id);
        leg = Legs.Answered(turn, turn.Put(leg with { CallSid = asks.CallSid }));
        if (!IsCurrent(leg, asks))
        {
            turn.Note(HistoryKind.LateKey, ("leg", leg.Id));
            return;
        }

        switch (leg.Who.Kind)
        {
            case PartyKind.Caller when !turn.Session.Open:
                ThanksByVoice.Hears(turn, leg, asks);
                break;
            case PartyKind.Caller:
                CheckIns.GotOut(turn);
                CallerLine.Hears(turn, leg, asks);
                break;
            case PartyKind.Ems:
                EmsDesk.Hears(turn, leg, asks);
                break;
            default:
                People.Hears(turn, leg, asks);
                break;
        }
    }

    /// <summary>A leg that just came to us is answered like one that asked for its first document.</summary>
    public static void Greet(Turn turn, Leg leg) => turn.Asking = new Happening.LegAsks(leg.Id, leg.CallSid ?? "", leg.Step, turn.CheckIn.Number);

    public static void Answer(Turn turn)
    {
        if (turn.Asking is not { } asks)
        {
            return;
        }

        if (turn.Session.Leg(asks.LegId) is not { IsLive: true } leg || IsAnotherCall(leg, asks))
        {
            // One that is over, or a second call made by one order: nothing of the case is said to it.
            var known = turn.Session.Leg(asks.LegId);
            var last = known switch
            {
                { IsLive: true, Who.Kind: PartyKind.Ems } => LineKey.EmsSecondCall,
                { Who.Kind: PartyKind.Caller } => LineKey.Bye,
                _ => LineKey.NothingNeeded,
            };
            turn.Answer = new Answer.Voice(asks.LegId, asks.Step, turn.CheckIn.Number, [new Verb.Say(new Line(last)), new Verb.HangUp()]);
            return;
        }

        var verbs = leg.Who.Kind switch
        {
            PartyKind.Caller => CallerLine.Script(turn, leg),
            PartyKind.Ems => EmsDesk.Script(turn, leg, asks),
            _ => People.Script(turn, leg),
        };
        var asked = leg;
        leg = turn.Fresh(leg);
        var cutShort = !Legs.TakeBackRedirect(turn, leg) && IsCutShort(asked, asks);
        leg = turn.Put((cutShort ? Unsaid(leg, asked) : leg) with { Step = leg.Step + 1, Redirecting = false });
        turn.Answer = new Answer.Voice(leg.Id, leg.Step, turn.CheckIn.Number, verbs, leg.Who.Kind == PartyKind.Ems ? Ems.LanguageOf(turn, leg) : null);
    }

    private static bool IsAnotherCall(Leg leg, Happening.LegAsks asks) => leg.CallSid is { } sid && sid != asks.CallSid;

    /// <summary>An order of ours is on its way to this line that interrupts whatever it hears now.</summary>
    private static bool IsCutShort(Leg leg, Happening.LegAsks asks) => leg.Redirecting && asks.Step == leg.Step - 1;

    /// <summary>What is said once was not: it is said where the order takes the line.</summary>
    private static Leg Unsaid(Leg leg, Leg before) => leg with
    {
        SayFirst = before.SayFirst,
        Briefed = before.Briefed,
        AddressSpoken = before.AddressSpoken,
        ConfirmationSaid = before.ConfirmationSaid,
        OwesNewPlace = before.OwesNewPlace,
        StandDownTold = before.StandDownTold,
    };

    /// <summary>Keys of the document last handed out, or of the one before where the leg was just told to move on.</summary>
    private static bool IsCurrent(Leg leg, Happening.LegAsks asks) =>
        asks.Step == leg.Step || (leg.Redirecting && asks.Step == leg.Step - 1);
}
