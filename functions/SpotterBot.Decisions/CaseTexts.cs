using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>What somebody rung for, or on, a case texts about it, with the case's letter.</summary>
internal static class CaseTexts
{
    public static void Take(Turn turn, Party from, char letter, TextCommand command)
    {
        if (turn.Incident is not { } incident || incident.RingOf(from) is null)
        {
            if (!Afterwards.Texted(turn, from, letter, command))
            {
                turn.Reply(LineKey.CaseGoneText);
            }

            return;
        }

        var owns = incident.Owner?.Who == from;
        switch (command.Verb)
        {
            case TextVerb.Ok when !owns:
                People.AcceptByText(turn, from);
                break;
            case TextVerb.More when !owns:
                PassByText(turn, from);
                break;
            case TextVerb.More or TextVerb.Where when owns && !Brief.TellsPlace(turn):
                turn.Reply(LineKey.CasePlaceNotInTalkText, letter.ToString());
                break;
            case TextVerb.More or TextVerb.Where when owns:
                SayPlace(turn, from, letter);
                break;
            case TextVerb.Where when OnTheCase(turn, from) && Brief.TellsPlace(turn):
                SayPlace(turn, from, letter);
                break;
            default:
                if (!owns)
                {
                    Offer(turn, incident, letter);
                }
                else if (KeyOf(command.Verb) is { } key)
                {
                    ByKey(turn, from, letter, key);
                }
                else
                {
                    turn.Reply(LineKey.CaseHelpText, letter.ToString(), Brief.Matter(turn));
                }

                break;
        }
    }

    private static void Offer(Turn turn, Incident incident, char letter)
    {
        if (incident.Owner is { HandingOver: false } owner)
        {
            turn.Reply(LineKey.TakenText, turn.NameOf(owner.Who));
        }
        else
        {
            turn.Reply(LineKey.OfferText, letter.ToString(), People.OfferWhy(turn));
        }
    }

    private static void ByKey(Turn turn, Party from, char letter, string key)
    {
        if (key == "7")
        {
            Leave(turn, from, letter);
            return;
        }

        People.HasActed(turn, from);
        var done = Case.Act(turn, from, key);
        turn.Reply(Texted(done), letter.ToString(), Brief.Matter(turn));
    }

    private static void PassByText(Turn turn, Party from)
    {
        turn.Note(HistoryKind.Passed, ("who", from));
        var ring = turn.Incident!.RingOf(from)!;
        Ringing.EndRing(turn, from, RingState.Passed);
        if (turn.Session.Leg(ring.LegId) is { IsLive: true } leg)
        {
            Legs.Drop(turn, leg);
        }

        turn.Reply(LineKey.PassedText);
    }

    /// <summary>A coordinator who was asked to the case beside its owner, and accepted.</summary>
    private static bool OnTheCase(Turn turn, Party from) =>
        from.Kind == PartyKind.Coordinator && turn.Session.LiveLegs.Any(l => l.Who == from && l.Confirmed);

    /// <summary>The place that was asked for by text, and is not on its way, goes to nobody who is on the case no more.</summary>
    public static void WithdrawPlace(Turn turn)
    {
        foreach (var pending in turn.Session.Pending)
        {
            if (pending is { ClaimedUntilUtc: null, Intent: Intent.SendText { Text.Key: LineKey.CasePlaceText, To: var to } } && turn.Incident?.Owner?.Who != to && !OnTheCase(turn, to))
            {
                turn.Carried(pending.Attempt);
            }
        }
    }

    /// <summary>What EMS is told, as a text: the place and how sure it is, since when there is no answer, how far EMS was reached, and where it calls back.</summary>
    private static void SayPlace(Turn turn, Party from, char letter)
    {
        var incident = turn.Incident!;
        var place = turn.Session.Place;
        var ems = incident.Ems.ConfirmedUtc is not null ? "confirmed" : incident.Ems.Wanted ? "ringing" : "";
        var doubt = (place is { Unconfirmed: true } ? "heard " : "") + (place is not null && turn.Area.Certainty == AreaCertainty.Unconfirmed ? "area" : "");
        turn.Text(
            from, Urgency.Person, LineKey.CasePlaceText, letter.ToString(), place?.WithTown ?? "", turn.InLadder ? Brief.Minutes(turn.Now - incident.ZeroUtc) : "", ems,
            incident.IsHelpNow ? "asked" : "", doubt.TrimEnd(), Brief.AwaySinceHeard(turn) is { } away ? Brief.Minutes(away.Length) : "",
            turn.InLadder && place is not null ? turn.Facts.EmsCallbackNumber : "");
    }

    private static void Leave(Turn turn, Party from, char letter)
    {
        var owner = turn.Incident!.Owner!;
        Case.GiveBack(turn, from);
        if (owner.LegId is { } id && turn.Session.Leg(id) is { IsLive: true } leg)
        {
            turn.Want(new Intent.EndCall(leg.Id, leg.CallSid ?? ""));
            Legs.Over(turn, leg, LegEnd.Cancelled);
        }

        turn.Reply(LineKey.CaseLeftText, letter.ToString());
    }

    private static string? KeyOf(TextVerb verb) => verb switch
    {
        TextVerb.Ok => "1",
        TextVerb.Change => "3",
        TextVerb.Skip => "4",
        TextVerb.WhatToDo => "5",
        TextVerb.Hold => "6",
        TextVerb.Done => "7",
        TextVerb.HelpNow => "9",
        TextVerb.Person => "0",
        TextVerb.Again => "8",
        _ => null,
    };

    private static LineKey Texted(LineKey spoken) => spoken switch
    {
        LineKey.CaseOk => LineKey.CaseOkText,
        LineKey.CaseOkEmsConfirmed => LineKey.CaseOkEmsConfirmedText,
        LineKey.CaseEmsCallOff => LineKey.CaseEmsCallOffText,
        LineKey.CaseNoHold => LineKey.CaseNoHoldText,
        LineKey.CaseOkInTalk => LineKey.CaseOkInTalkText,
        LineKey.CaseOkOutOfReach => LineKey.CaseOkOutOfReachText,
        LineKey.CaseHold => LineKey.CaseHoldText,
        LineKey.CaseEms => LineKey.CaseEmsText,
        LineKey.CaseEmsAlready => LineKey.CaseEmsAlreadyText,
        LineKey.CaseByPerson => LineKey.CaseByPersonText,
        LineKey.CaseNoEms or LineKey.CaseNoPlace => LineKey.CaseNoEmsText,
        LineKey.CaseCalling or LineKey.CaseOnLine => LineKey.CaseCallingText,
        LineKey.CaseHandOver => LineKey.CaseHandOverText,
        LineKey.CaseHandOverNobody => LineKey.CaseHandOverNobodyText,
        LineKey.CaseSettled => LineKey.CaseSettledText,
        LineKey.CaseThreat => LineKey.CaseThreatText,
        LineKey.CaseThreatBotOnly => LineKey.CaseThreatBotOnlyText,
        LineKey.CaseAgain => LineKey.AgainPeerText,
        LineKey.CaseCoordinator => LineKey.CaseCoordinatorText,
        LineKey.CaseNoCoordinator => LineKey.CaseNoCoordinatorText,
        _ => LineKey.CaseHelpText,
    };
}
