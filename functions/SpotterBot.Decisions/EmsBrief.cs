using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// What EMS is told, in the order in which a dispatcher asks: service, city, address twice with the street spelled, call-back, what happened, how to get
/// in. Never more than is known. The first pass is short enough to be over within 25 seconds; whatever it leaves out follows when it is repeated.
/// </summary>
internal static class EmsBrief
{
    // What a voice of 175 words a minute takes, in seconds, English or French: measured in BriefLengthTests.
    private const double Sentence = 0.9;
    private const double SpelledSentence = 0.3;
    private const double AccessSentence = 0.5;
    private const double Character = 0.068;
    private const double SpelledCharacter = 0.28;
    private const int UsualTown = 8;

    /// <summary>With less than this left after it was said twice, an address is said once.</summary>
    private const double SaidOnceBelow = 0.4;

    /// <summary>Beside the sentences that are always there.</summary>
    private const double FirstPassRoom = 9.55;

    /// <summary>How to get in comes before the spelling of the street where it takes no longer than this.</summary>
    private const double ShortAccess = 3;

    private const double PlaceUnconfirmedSentence = 2.7;
    private const double AreaUnconfirmedSentence = 4.2;
    private const double AwaySentence = 4.8;
    private const double PointSentence = 6.5;

    /// <summary>The first time they hear it.</summary>
    public static ImmutableArray<Line> First(Turn turn)
    {
        var room = FirstPassRoom;
        room -= turn.Session.Place?.Unconfirmed == true ? PlaceUnconfirmedSentence : 0;
        room -= turn.Area.Certainty == AreaCertainty.Unconfirmed ? AreaUnconfirmedSentence : 0;
        room -= Brief.AwaySinceHeard(turn) is null ? 0 : AwaySentence;
        return Whole(turn, room, isFirst: true);
    }

    /// <summary>Everything that is known.</summary>
    public static ImmutableArray<Line> Full(Turn turn) => Whole(turn, double.PositiveInfinity, isFirst: false);

    /// <summary>How to get in, and the point on the map, where the first pass had no room for them: a desk may confirm and ask for nothing more.</summary>
    public static ImmutableArray<Line> LeftOut(Turn turn)
    {
        var told = First(turn).Select(l => l.Key).ToHashSet();
        return [.. Full(turn).Where(l => l.Key is LineKey.EmsAccess or LineKey.EmsPoint or LineKey.EmsPlusCode or LineKey.EmsMapLink && !told.Contains(l.Key))];
    }

    /// <summary>The same again, at the desk's wish, and the caller's own words behind it.</summary>
    public static ImmutableArray<Line> Slower(Turn turn) => turn.Session.OwnWords is { } words
        ? [.. Full(turn), new Line(LineKey.EmsOwnWords), new Line(LineKey.OwnWords, words.RecordingSid)]
        : Full(turn);

    /// <summary>What a question of theirs is answered with: address, city, call-back again.</summary>
    public static ImmutableArray<Line> Again(Turn turn) => turn.Incident is { Cause: Cause.StandDownOpen, Ems.Left: { } left }
        ? [new Line(LineKey.EmsAddress, left.Place.Address.Spoken.Length == 0 ? left.Place.WithTown : left.Place.Address.Spoken), Callback(turn)]
        : turn.Session.Place is not { } place
        ? [Callback(turn)]
        : [Town(turn), .. Where(turn, place), Callback(turn)];

    private static ImmutableArray<Line> Whole(Turn turn, double room, bool isFirst)
    {
        var incident = turn.Incident!;
        if (turn.Session.Place is not { } place)
        {
            return [new Line(LineKey.EmsWho), Callback(turn)];
        }

        var city = City(turn);
        room -= Math.Max(0, city.Length - UsualTown) * Character;
        var access = place.Access.Length == 0 ? 0 : Takes(place.Access) - Sentence + AccessSentence;
        List<Line> lines = [new(LineKey.EmsWho), Town(turn), .. Street(turn, place, access <= ShortAccess ? access : 0, ref room), Callback(turn)];
        if (place.Address.PostalCode is { } code && (!isFirst || lines.Exists(l => l.Key == LineKey.EmsNoStreet)))
        {
            lines.Insert(lines.Count - 1, new Line(LineKey.EmsPostalCode, Spaced(code.Code)));
        }

        if (!isFirst)
        {
            lines.Add(Code(turn));
        }

        var what = incident.HelpAskedUtc is not null ? LineKey.EmsWhatHelpNow
            : incident.Cause != Cause.HelpNow ? LineKey.EmsWhatMissed
            : incident.NeedByPerson ? LineKey.EmsWhatPersonAsked : LineKey.EmsWhatHelpNow;
        lines.Add(new Line(what, Brief.Minutes(turn.Now - (incident.HelpAskedUtc ?? incident.ZeroUtc))));
        if (!isFirst)
        {
            lines.Add(new Line(LineKey.EmsNotThere));
        }

        if (Brief.AwaySinceHeard(turn) is { } away)
        {
            lines.Add(new Line(LineKey.EmsAway, Brief.Minutes(turn.Now - Brief.LastHeard(turn.Session)), Brief.Minutes(away.Length)));
        }

        if (access > 0 && access <= room)
        {
            lines.Add(new Line(LineKey.EmsAccess, place.Access));
        }

        if (place.Unconfirmed)
        {
            lines.Add(new Line(LineKey.EmsPlaceUnconfirmed));
        }

        lines.Add(new Line(LineKey.EmsBring));
        if (turn.Area.Certainty == AreaCertainty.Unconfirmed)
        {
            lines.Add(new Line(LineKey.EmsAreaUnconfirmed));
        }

        return [.. lines];
    }

    /// <summary>The case's code, for when they ring back.</summary>
    public static Line Code(Turn turn) => new(LineKey.EmsCode, Questions.Spelled(turn.Incident!.EmsCode));

    /// <summary>Twice, spelled between where there is room for it, and the point on the map; or that there is no street, and what there is instead.</summary>
    /// <param name="kept">Seconds that are not for the spelling.</param>
    private static ImmutableArray<Line> Street(Turn turn, Place place, double kept, ref double room)
    {
        var address = place.Address;
        if (IsNoStreet(turn, address))
        {
            room -= PointSentence;
            return Where(turn, place);
        }

        var point = Point(address);
        if (!point.IsEmpty && address.Parts.All(p => p.Role != PartRole.Street))
        {
            // A tent is found by the point: its words come again only where there is room for both.
            room -= Takes(address.Spoken) + PointSentence;
            ImmutableArray<Line> repeated = Takes(address.Spoken) <= room ? [new Line(LineKey.EmsAddress, address.SpokenShort)] : [];
            room -= repeated.IsEmpty ? 0 : Takes(address.Spoken);
            return [new Line(LineKey.EmsAddress, address.Spoken), .. point, .. repeated];
        }

        room -= Takes(address.Spoken) + Takes(address.SpokenShort);
        var letters = Letters(address.Spelled);
        // Where the door does not fit either way it takes nothing away.
        var spelling = kept <= room ? room - kept : room;
        ImmutableArray<Line> spelled = address.Spelled.Length > 0 && letters <= spelling ? [new Line(LineKey.EmsSpelled, address.Spelled)] : [];
        room -= spelled.IsEmpty ? 0 : letters;
        var fits = !point.IsEmpty && PointSentence <= room;
        room -= fits ? PointSentence : 0;
        // One that takes half of the time by itself is said once; it comes again with the rest.
        ImmutableArray<Line> again = room < SaidOnceBelow && spelled.IsEmpty ? [] : [new Line(LineKey.EmsAddress, address.SpokenShort)];
        return [new Line(LineKey.EmsAddress, address.Spoken), .. spelled, .. again, .. fits ? point : []];
    }

    /// <summary>Seconds that the spelling takes.</summary>
    private static double Letters(string spelled) =>
        SpelledSentence + spelled.Split(' ').Sum(w => w.TrimEnd(',').Length == 1 ? SpelledCharacter : w.Length * Character);

    /// <summary>Seconds; a digit is a word.</summary>
    private static double Takes(string words) => Sentence + words.Sum(c => char.IsAsciiDigit(c) ? SpelledCharacter : Character);

    /// <summary>The address once, or what there is instead of one.</summary>
    private static ImmutableArray<Line> Where(Turn turn, Place place)
    {
        var address = place.Address;
        ImmutableArray<Line> street = IsNoStreet(turn, address) ? [new Line(LineKey.EmsNoStreet)] : [new Line(LineKey.EmsAddress, address.Spoken)];
        return [.. street, .. Point(address)];
    }

    private static ImmutableArray<Line> Point(Address address) =>
        address.Point is { } point ? [new Line(LineKey.EmsPoint, point.LatitudeDigits, point.Latitude < 0 ? "south" : "north", point.LongitudeDigits, point.Longitude < 0 ? "west" : "east")]
        : address.PlusCode is { } code ? [new Line(LineKey.EmsPlusCode, Spaced(code.Replace("+", "", StringComparison.Ordinal)))]
        : address is { Kind: AddressKind.Point, Spoken.Length: 0 } ? [new Line(LineKey.EmsMapLink)]
        : [];

    /// <summary>Nothing but a town; or a reserve, and the city that it lies in.</summary>
    private static bool IsNoStreet(Turn turn, Address address) =>
        WhereByVoice.TownAlone(turn) || address.Spoken.Length == 0 || (turn.Area.City is { } city && Regions.Fold(city) == Regions.Fold(address.Spoken));

    /// <summary>
    /// A region, an area that a postal code told, or what they are near, is no town that they are in: nobody is to look for Main Street in Alberta.
    /// </summary>
    private static Line Town(Turn turn)
    {
        var place = turn.Session.Place!;
        var isTown = place.Town is not null || (!place.Address.IsNearTown && (place.Address.Town is not null || turn.Area.City is not null));
        return isTown ? new(LineKey.EmsCity, City(turn)) : new(LineKey.EmsCity, City(turn), "area");
    }

    private static string City(Turn turn)
    {
        var place = turn.Session.Place!;
        return place.Town ?? (turn.Area.City, place.Address.Town) switch
        {
            ({ } known, { } written) when Regions.Fold(known) != Regions.Fold(written) && !place.Address.Spoken.Contains(written, StringComparison.OrdinalIgnoreCase) => $"{written}, {known}",
            (var known, var written) => known ?? written ?? turn.Area.Area?.Name ?? "",
        };
    }

    private static Line Callback(Turn turn) => new(LineKey.EmsCallback, Spaced(National(turn.Facts.EmsCallbackNumber)));

    /// <summary>Nobody in North America dials or writes down the 1.</summary>
    private static string National(string number) => number.Length == 12 && number.StartsWith("+1", StringComparison.Ordinal) ? number[2..] : number;

    private static string Spaced(string digits) => string.Join(' ', digits.Where(char.IsAsciiLetterOrDigit));
}
