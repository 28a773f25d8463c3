using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// Numbers keyed and closed with the pound key. A cry for help among the digits stays one, and a lone key that nothing closed may be meant
/// as what it always means: what can be both is asked back once.
/// </summary>
internal static class NumberEntry
{
    /// <summary>Help, and no minutes or phone number that anybody has.</summary>
    private static readonly string[] Cries = ["911", "9911", "999", "112"];

    /// <summary>True where the keys were taken; false where they mean what they always mean.</summary>
    /// <param name="closed">By the pound key.</param>
    public static bool Take(Turn turn, Leg leg, Asked entry, string keys, bool closed)
    {
        var doubtful = leg.AskedBack;
        leg = turn.Put(leg with { AskedBack = null });
        if (doubtful is not null && keys.Length == 1)
        {
            switch (keys)
            {
                case "1":
                    Entered(turn, leg, entry, doubtful);
                    return true;
                case "7" when doubtful == "7":
                case "9" when doubtful != "7":
                    return false;
            }
        }

        var phone = entry is Asked.Callback or Asked.FirstNumber;
        switch (keys)
        {
            case "0":
                return false;
            case "4" when phone:
                return Questions.Skipped(turn, leg, entry == Asked.Callback ? Topic.Callback : Topic.First);
            case "9" or "99":
            case "7" when !closed:
            case "911" or "9911" or "999" or "112" when entry == Asked.HouseNumber:
                turn.Put(leg with { AskedBack = keys });
                return true;
            case { Length: 1 } when !closed && !phone:
                Questions.Say(turn, leg, [new Line(LineKey.CloseWithPound)]);
                return true;
        }

        if (Array.IndexOf(Cries, keys) >= 0)
        {
            Ladder.HelpNow(turn, leg);
            return true;
        }

        Entered(turn, leg, entry, keys);
        return true;
    }

    /// <summary>"Nine, or help now?"</summary>
    public static Line AskBack(string doubtful) => doubtful == "7" ? new Line(LineKey.BareSeven) : new Line(LineKey.BareNine, Questions.Spelled(doubtful));

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
            // Rung under the old number meanwhile, by a ladder that came between: nobody else gets their part in it.
            var refused = ChosenFirst.IsBeingRung(turn) || ChosenFirst.Refuses(turn, number);
            Questions.Done(turn, leg, Topic.First, [refused ? new Line(LineKey.NumberRefused) : ChosenFirst.Kept(turn.Session, LineKey.FirstKept)]);
            if (!refused)
            {
                ChosenFirst.Name(turn, number);
            }

            return true;
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
                WhereByVoice.HouseNumber(turn, leg, digits);
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
