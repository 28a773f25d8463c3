using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// The place by speech: taken down as it is heard, for an unsure place is better than none, then read back, with its town, and corrected
/// by words or keys. Until the caller says it is right it is told to others as not confirmed. What they once said is right is given up only for
/// an address, or for what they say is right in its turn: a television talks, too.
/// </summary>
internal static class WhereByVoice
{
    /// <summary>What is being asked about: what was heard last, or the place that is kept.</summary>
    private static Place? Heard(Session session) => session.OnLine.Candidate ?? session.Place;

    /// <summary>The answer to "where are you".</summary>
    public static void Said(Turn turn, Leg leg, string speech)
    {
        if (SavedUnder(turn, speech) is { } saved)
        {
            Use(turn, leg, saved);
            Right(turn, leg);
            return;
        }

        var heard = SpokenPlace.Read(speech, turn.Facts.Areas);
        if (heard.Place is { } place && heard.As != HeardAs.Detail)
        {
            TakeDown(turn, leg, heard, place);
        }
        else if (SpokenAnswer.Skips(speech))
        {
            Skip(turn, leg);
        }
        else
        {
            NotUnderstood(turn, leg);
        }
    }

    /// <summary>The answer to "is that right": yes, no, the address once more, or what of it was wrong.</summary>
    public static void Corrected(Turn turn, Leg leg, string speech)
    {
        var before = Heard(turn.Session);
        var heard = SpokenPlace.Read(speech, turn.Facts.Areas);
        var again = before is not null && heard is { As: HeardAs.Address, Place: { } said } && SpokenPlace.ShareStreet(before, said);
        var street = before is not null && SpokenPlace.IsTownAlone(before, turn.Facts.Areas) && heard is { As: HeardAs.Address or HeardAs.Landmark };
        if (heard.IsExact || again || street || (before is null && heard.Place is not null))
        {
            TakeDown(turn, leg, heard, InSameTown(turn, heard.Place!, before));
        }
        else if (before is not null && SpokenPlace.Number(speech) is { } number)
        {
            HouseNumber(turn, leg, number);
        }
        else if (before is not null && Amended(turn, before, heard) is { } amended)
        {
            Use(turn, leg, amended);
            ReadBack(turn);
        }
        else if (SpokenAnswer.IsYes(speech))
        {
            Right(turn, leg);
        }
        else if (SpokenAnswer.IsNo(speech))
        {
            Questions.Open(turn, Asked.Where);
        }
        else
        {
            NotUnderstood(turn, leg);
        }
    }

    /// <summary>
    /// Help was asked for: whatever leads somewhere is used at once. Where something is known, a town or a door completes it, an address replaces it,
    /// and a no asks anew; what is known goes along until then.
    /// </summary>
    public static void SaidInNeed(Turn turn, Leg leg, string speech)
    {
        var before = turn.Session.Place;
        // A door alone leads nowhere: the address comes in front of it.
        var door = before is not null && before.Address.Parts.All(p => p.Role is PartRole.Unit or PartRole.Access) ? before : null;
        var known = before is not null && door is null && !turn.Session.OnLine.Elsewhere && !TownAlone(turn);
        var heard = SpokenPlace.Read(speech, turn.Facts.Areas);
        if (SavedUnder(turn, speech) is { } saved)
        {
            Taken(saved);
        }
        else if (heard.IsExact || (!known && heard.Place is not null))
        {
            Taken(InSameTown(turn, heard.Place!, turn.Session.OnLine.Elsewhere ? null : before));
        }
        else if (known && LeadsNowhere(turn) && SpokenPlace.Town(speech, turn.Facts.Areas) is { } town)
        {
            Taken(SpokenPlace.InTown(before!, town, turn.Facts.Areas));
        }
        else if (known && Amended(turn, before!, heard) is { } amended)
        {
            Taken(amended);
        }
        else if (known && SpokenAnswer.IsNo(speech))
        {
            turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Elsewhere = true } };
        }
        else if (known && (SpokenAnswer.IsYes(speech) || heard.As == HeardAs.Town))
        {
            Taken(before! with { Unconfirmed = before!.Unconfirmed && !SpokenAnswer.IsYes(speech) });
        }
        else
        {
            Questions.Say(turn, leg, [new Line(LineKey.NotCaught)]);
        }

        void Taken(Place place)
        {
            turn.TakePlace(door is null || place.Verbatim == door.Verbatim ? place : SpokenPlace.WithDetail(place, door));
            turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Elsewhere = false, Candidate = null } };
            Questions.Say(turn, leg, [LeadsNowhere(turn) ? new Line(LineKey.NotCaught)
                : turn.Area.Area is { } area ? new Line(LineKey.PlaceKept, turn.Area.City ?? area.Name) : new Line(LineKey.PlaceNoEms)]);
        }
    }

    /// <summary>A town, and nobody knows where in it.</summary>
    public static bool TownAlone(Turn turn) => turn.Session.Place is { } place && SpokenPlace.IsTownAlone(place, turn.Facts.Areas);

    /// <summary>No place, or a street in a town nobody named.</summary>
    public static bool LeadsNowhere(Turn turn) =>
        turn.Session.Place is null or { Unconfirmed: true, Town: null } && turn.Area is { City: null, Certainty: not AreaCertainty.Known };

    /// <summary>A street, and no more of where it is than its region: there may be as many as there are towns.</summary>
    public static bool IsRegionOnly(Place place, AreaAnswer area) =>
        place is { Town: null, PostalCode: null, Address: { Town: null, Region: not null, Point: null, PlusCode: null, Kind: AddressKind.Civic or AddressKind.Street or AddressKind.Intersection } } && area is { City: null, Area.IsCatchAll: false };

    public static void TownSaid(Turn turn, Leg leg, string speech)
    {
        var heard = SpokenPlace.Read(speech, turn.Facts.Areas);
        if (heard.IsExact)
        {
            TakeDown(turn, leg, heard, heard.Place!);
        }
        else if (SpokenAnswer.Skips(speech))
        {
            NoTown(turn);
        }
        else if (Heard(turn.Session) is { } place && SpokenPlace.Town(speech, turn.Facts.Areas) is { } town)
        {
            Use(turn, leg, SpokenPlace.InTown(place, town, turn.Facts.Areas));
            Questions.Open(turn, Asked.PlaceRight);
        }
        else
        {
            NotUnderstood(turn, leg);
        }
    }

    /// <summary>They do not know the town, or do not say: it is read back without.</summary>
    public static bool NoTown(Turn turn)
    {
        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Unclear = 0 } };
        return Questions.Open(turn, Asked.PlaceRight);
    }

    /// <summary>The place is right. What it means for an ambulance is said at once.</summary>
    public static bool Right(Turn turn, Leg leg)
    {
        if (Heard(turn.Session) is not { } place)
        {
            return Questions.Open(turn, Asked.Where);
        }

        if (turn.Session.OnLine.Candidate is { } candidate)
        {
            turn.TakePlace(candidate);
        }

        turn.Session = turn.Session with { Place = place with { Unconfirmed = false }, OnLine = turn.Session.OnLine with { Candidate = null } };
        var area = turn.Area;
        switch (area.Certainty)
        {
            case AreaCertainty.Known:
                turn.Note(HistoryKind.AreaKnown);
                return Questions.Done(turn, leg, Topic.Place, [area.Area!.PersonPlaces ? new Line(LineKey.PlaceByPerson) : new Line(LineKey.PlaceKept, place.Town ?? area.City ?? area.Area.Name)]);
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

    /// <summary>Not asked any more. A place that is there stays.</summary>
    public static bool Skip(Turn turn, Leg leg) =>
        Questions.Done(turn, leg, Topic.Place, [new Line(turn.Session.Place is null ? LineKey.NoPlace : LineKey.SkippedSpoken)]);

    /// <summary>What was heard is not to be kept after all; one they had said is right is.</summary>
    public static bool LeaveOut(Turn turn, Leg leg)
    {
        if (turn.Session.OnLine.Candidate is not null)
        {
            turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Candidate = null } };
        }
        else
        {
            OwnWordsByVoice.Drop(turn);
            turn.Session = turn.Session with { Place = null };
        }

        return Skip(turn, leg);
    }

    /// <summary>The number before the street, keyed or said: in place of the one that was heard, or in front of what was.</summary>
    public static void HouseNumber(Turn turn, Leg leg, string digits)
    {
        if (Heard(turn.Session) is not { } place)
        {
            Questions.Open(turn, Asked.Where);
            return;
        }

        var number = digits.TrimStart('0');
        if (number.Length == 0)
        {
            Questions.Say(turn, leg, [new Line(LineKey.NotCaught)]);
            return;
        }

        var words = place.Verbatim.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var keyed = char.IsAsciiDigit(words[0][0]) ? string.Join(' ', [number, .. words[1..]]) : $"{number} {place.Verbatim}";
        Use(turn, leg, place with { Verbatim = keyed.Length <= Place.LengthMax ? keyed : keyed[..Place.LengthMax] });
        Questions.Open(turn, Asked.PlaceRight);
    }

    /// <summary>"I heard: 12 Main Street, apartment 4. Town: Hamilton." On another line than the one it was said on, no more than the town.</summary>
    public static Line Heard(Turn turn, Leg leg)
    {
        var place = Heard(turn.Session);
        var town = place?.Town ?? AreaAnswer.For(place, turn.Facts.Areas).City ?? "";
        if (turn.Session.OnLine.PlaceLegId != leg.Id)
        {
            return new Line(LineKey.PlaceStill, town);
        }

        var fields = place?.Fields.Where(f => !string.Equals(f, town, StringComparison.OrdinalIgnoreCase)) ?? [];
        return new Line(LineKey.PlaceHeard, string.Join(", ", fields), town);
    }

    private static void TakeDown(Turn turn, Leg leg, HeardPlace heard, Place place)
    {
        if (turn.Session.Place is { Unconfirmed: false } && !heard.IsExact)
        {
            turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Candidate = place, PlaceLegId = leg.Id } };
        }
        else
        {
            turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Candidate = null } };
            Use(turn, leg, place);
        }

        ReadBack(turn);
    }

    /// <summary>In place of what was being asked about.</summary>
    private static void Use(Turn turn, Leg leg, Place place)
    {
        var asCandidate = turn.Session.OnLine.Candidate is not null;
        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Candidate = asCandidate ? place : null, PlaceLegId = leg.Id } };
        if (!asCandidate)
        {
            turn.TakePlace(place);
        }
    }

    private static void ReadBack(Turn turn)
    {
        var place = Heard(turn.Session)!;
        var area = AreaAnswer.For(place, turn.Facts.Areas);
        var knowsTown = place.Town is not null || area.City is not null || (area.Certainty == AreaCertainty.Known && !IsRegionOnly(place, area));
        Questions.Open(turn, knowsTown ? Asked.PlaceRight : Asked.WhichTown);
    }

    /// <summary>The place with another town or a door; null where that changes nothing.</summary>
    private static Place? Amended(Turn turn, Place place, HeardPlace heard)
    {
        var town = place.Town ?? AreaAnswer.For(place, turn.Facts.Areas).City;
        return heard switch
        {
            { As: HeardAs.Town, Town: { } other } when !string.Equals(other, town, StringComparison.OrdinalIgnoreCase) => SpokenPlace.InTown(place, other, turn.Facts.Areas) with { Unconfirmed = true },
            { As: HeardAs.Detail, Place: { } detail } => SpokenPlace.WithDetail(place, detail),
            _ => null,
        };
    }

    /// <summary>A street alone is taken to be in the town they had named.</summary>
    public static Place InSameTown(Turn turn, Place place, Place? before)
    {
        var town = before?.Town ?? AreaAnswer.For(before, turn.Facts.Areas).City;
        return town is not null && AreaAnswer.For(place, turn.Facts.Areas) is { City: null, Certainty: not AreaCertainty.Known } ? place with { Town = town } : place;
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
