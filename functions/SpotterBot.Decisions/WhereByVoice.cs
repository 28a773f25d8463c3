using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// The place by speech: taken down as it is heard, for an unsure place is better than none, then read back, with its town, and corrected
/// by words or keys. Until the caller says it is right it is told to others as not confirmed.
/// </summary>
internal static class WhereByVoice
{
    public static void Said(Turn turn, Leg leg, string speech)
    {
        if (SavedUnder(turn, speech) is { } saved)
        {
            turn.TakePlace(saved);
            Right(turn, leg);
        }
        else if (SpokenAnswer.Skips(speech))
        {
            Skip(turn, leg);
        }
        else if (SpokenPlace.Read(speech, turn.Facts.Areas) is { } place)
        {
            turn.TakePlace(place);
            ReadBack(turn);
        }
        else
        {
            NotUnderstood(turn, leg);
        }
    }

    /// <summary>Help was asked for: whatever leads somewhere is used at once, and a town said alone completes what was said before.</summary>
    public static void SaidInNeed(Turn turn, Leg leg, string speech)
    {
        var before = turn.Session.Place;
        var nowhere = LeadsNowhere(turn);
        var place = SavedUnder(turn, speech) ?? SpokenPlace.Read(speech, turn.Facts.Areas);
        if (before is not null && nowhere && SpokenPlace.Town(speech) is { } town && !town.Any(char.IsAsciiDigit))
        {
            turn.TakePlace(before with { Town = town });
        }
        else if (place is not null && (nowhere || AreaAnswer.For(place, turn.Facts.Areas).City is not null))
        {
            // What is known is not given up for words that may be a television's.
            turn.TakePlace(place);
        }

        Questions.Say(turn, leg, [LeadsNowhere(turn) ? new Line(LineKey.NotCaught)
            : turn.Area.Area is { } area ? new Line(LineKey.PlaceKept, turn.Area.City ?? area.Name) : new Line(LineKey.PlaceNoEms)]);
    }

    /// <summary>No place, or a street in a town nobody named.</summary>
    public static bool LeadsNowhere(Turn turn) =>
        turn.Session.Place is null or { Unconfirmed: true, Town: null } && turn.Area is { City: null, Certainty: not AreaCertainty.Known };

    /// <summary>The answer to "is that right": yes, no, or the address once more.</summary>
    public static void Corrected(Turn turn, Leg leg, string speech)
    {
        if (SpokenAnswer.IsYes(speech))
        {
            Right(turn, leg);
        }
        else if (SpokenAnswer.IsNo(speech))
        {
            Questions.Open(turn, Asked.Where);
        }
        else
        {
            Said(turn, leg, speech);
        }
    }

    public static void TownSaid(Turn turn, Leg leg, string speech)
    {
        if (SpokenAnswer.Skips(speech))
        {
            NoTown(turn, leg);
        }
        else if (SpokenPlace.Town(speech) is { } town && turn.Session.Place is { } place)
        {
            turn.TakePlace(place with { Town = town });
            Questions.Open(turn, Asked.PlaceRight);
        }
        else
        {
            NotUnderstood(turn, leg);
        }
    }

    /// <summary>They do not know the town, or do not say: it is read back without.</summary>
    public static bool NoTown(Turn turn, Leg leg)
    {
        _ = leg;
        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Unclear = 0 } };
        return Questions.Open(turn, Asked.PlaceRight);
    }

    /// <summary>The place is right. What it means for an ambulance is said at once.</summary>
    public static bool Right(Turn turn, Leg leg)
    {
        if (turn.Session.Place is not { } place)
        {
            return Questions.Open(turn, Asked.Where);
        }

        turn.Session = turn.Session with { Place = place with { Unconfirmed = false } };
        var area = turn.Area;
        switch (area.Certainty)
        {
            case AreaCertainty.Known:
                turn.Note(HistoryKind.AreaKnown);
                return Questions.Done(turn, leg, Topic.Place, [new Line(LineKey.PlaceKept, place.Town ?? area.City ?? area.Area!.Name)]);
            case AreaCertainty.Unconfirmed when area.Area!.IsCatchAll:
                turn.Note(HistoryKind.AreaUnconfirmed);
                return Questions.Open(turn, Asked.InArea);
            case AreaCertainty.Unconfirmed:
                turn.Note(HistoryKind.AreaUnconfirmed);
                return Questions.Done(turn, leg, Topic.Place, [new Line(LineKey.PlaceUnsure)]);
            default:
                turn.Note(HistoryKind.AreaNone);
                return Questions.Done(turn, leg, Topic.Place, [new Line(LineKey.PlaceNoEms)]);
        }
    }

    public static bool InArea(Turn turn, Leg leg, bool yes)
    {
        if (yes && turn.Session.Place is { } place)
        {
            turn.TakePlace(place with { AreaConfirmed = true });
            return Right(turn, leg);
        }

        return Questions.Done(turn, leg, Topic.Place, [new Line(LineKey.PlaceUnsure)]);
    }

    public static bool Skip(Turn turn, Leg leg) => Questions.Done(turn, leg, Topic.Place, [new Line(LineKey.NoPlace)]);

    /// <summary>What was heard is not to be kept after all.</summary>
    public static bool LeaveOut(Turn turn, Leg leg)
    {
        OwnWordsByVoice.Drop(turn);
        turn.Session = turn.Session with { Place = null };
        return Skip(turn, leg);
    }

    /// <summary>The number before the street, keyed: in place of the one that was heard, or in front of what was.</summary>
    public static void HouseNumber(Turn turn, string number)
    {
        if (turn.Session.Place is not { } place)
        {
            Questions.Open(turn, Asked.Where);
            return;
        }

        var words = place.Verbatim.Split(' ');
        var keyed = char.IsAsciiDigit(words[0][0]) ? string.Join(' ', [number, .. words[1..]]) : $"{number} {place.Verbatim}";
        turn.TakePlace(place with { Verbatim = keyed.Length <= Place.LengthMax ? keyed : keyed[..Place.LengthMax] });
        Questions.Open(turn, Asked.PlaceRight);
    }

    /// <summary>"I heard: 12 Main Street, apartment 4. Town: Hamilton."</summary>
    public static Line Heard(Turn turn)
    {
        var place = turn.Session.Place;
        var town = place?.Town ?? turn.Area.City ?? "";
        var fields = place?.Fields.Where(f => !string.Equals(f, town, StringComparison.OrdinalIgnoreCase)) ?? [];
        return new Line(LineKey.PlaceHeard, string.Join(", ", fields), town);
    }

    private static void ReadBack(Turn turn)
    {
        var place = turn.Session.Place!;
        var knowsTown = place.Town is not null || turn.Area.City is not null || turn.Area.Certainty == AreaCertainty.Known;
        Questions.Open(turn, knowsTown ? Asked.PlaceRight : Asked.WhichTown);
    }

    /// <summary>"Home", where the caller has kept a place under that word.</summary>
    private static Place? SavedUnder(Turn turn, string speech)
    {
        var word = speech.Trim().Trim('.', '!', '?').ToLowerInvariant();
        word = word.StartsWith("at ", StringComparison.Ordinal) ? word[3..] : word;
        return turn.Session.SavedPlaces.TryGetValue(word, out var saved) ? Place.From(saved) : null;
    }

    /// <summary>After three tries what they can still do is record it in their own words.</summary>
    private static void NotUnderstood(Turn turn, Leg leg)
    {
        var last = turn.Session.OnLine.Unclear >= 2;
        Questions.Unclear(turn, leg, Topic.Place);
        if (last && turn.Session is { Place: null, OwnWords: null } && !turn.Session.OnLine.Has(Topic.OwnWords))
        {
            Questions.Open(turn, Asked.OwnWords);
        }
    }
}
