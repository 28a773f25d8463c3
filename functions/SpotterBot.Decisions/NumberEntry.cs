using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Numbers keyed and closed with the pound key. A cry for help among the digits stays one: a bare 9 is asked back once, a 911 is help.</summary>
internal static class NumberEntry
{
    private static readonly string[] Cries = ["99", "999", "911", "9911", "112"];

    /// <summary>True where the keys were taken; false where they mean what they always mean.</summary>
    public static bool Take(Turn turn, Leg leg, Asked entry, string keys)
    {
        var nine = leg.BareNine;
        leg = turn.Put(leg with { BareNine = false });
        switch (keys)
        {
            case "9" when nine:
                return false;
            case "1" when nine:
                Entered(turn, leg, entry, "9");
                return true;
            case "9":
                turn.Put(leg with { BareNine = true });
                return true;
            case "0":
                return false;
            case "4" when entry is Asked.Callback or Asked.FirstNumber:
                return Questions.Skipped(turn, leg, entry == Asked.Callback ? Topic.Callback : Topic.First);
            case "7" when entry is Asked.Callback or Asked.FirstNumber:
                return false;
        }

        if (Array.IndexOf(Cries, keys) >= 0)
        {
            Ladder.HelpNow(turn, leg);
            return true;
        }

        Entered(turn, leg, entry, keys);
        return true;
    }

    /// <summary>The number that was read back is right, or is not.</summary>
    public static bool Right(Turn turn, Leg leg, Asked asked, bool yes)
    {
        var number = turn.Session.OnLine.Number;
        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Number = null } };
        if (!yes || number is null)
        {
            return Questions.Open(turn, asked == Asked.CallbackRight ? Asked.Callback : Asked.FirstNumber);
        }

        if (asked == Asked.FirstRight)
        {
            ChosenFirst.Name(turn, number);
            return Questions.Done(turn, leg, Topic.First, [new Line(LineKey.FirstKept)]);
        }

        turn.Session = turn.Session with { CallerNumber = number, OffLineMode = Mode.CallMe };
        turn.Want(new Intent.LinkPhone(Party.Caller));
        return Questions.Done(turn, leg, Topic.Callback, [new Line(LineKey.CallbackKept)]);
    }

    private static void Entered(Turn turn, Leg leg, Asked entry, string digits)
    {
        switch (entry)
        {
            case Asked.HouseNumber:
                WhereByVoice.HouseNumber(turn, digits.TrimStart('0'));
                break;
            case Asked.Minutes when int.TryParse(digits, out var minutes) && minutes is >= 1 and <= Rhythm.MinutesMost:
                Rhythm.Every(turn, minutes);
                Questions.Done(turn, leg, Topic.Minutes, [new Line(LineKey.EveryChanged, minutes.ToString())]);
                break;
            case Asked.Minutes:
                Questions.Done(turn, leg, Topic.Minutes, [new Line(LineKey.EveryRange)]);
                break;
            default:
                Phone(turn, leg, entry, digits);
                break;
        }
    }

    private static void Phone(Turn turn, Leg leg, Asked entry, string digits)
    {
        var number = Numbers.E164(digits);
        var refused = number is not null && (entry == Asked.FirstNumber ? ChosenFirst.Refuses(turn, number) : ChosenFirst.IsReserved(turn, number));
        if (number is null || refused)
        {
            Questions.Say(turn, leg, [new Line(number is null ? LineKey.NumberBad : LineKey.NumberRefused)]);
            return;
        }

        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Number = number } };
        Questions.Open(turn, entry == Asked.Callback ? Asked.CallbackRight : Asked.FirstRight);
    }
}
