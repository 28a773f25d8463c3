using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>
/// The place by text: taken as it is written, said back with its town, completed by what comes after it; and what holds it is known, so that it is
/// erased at the phone company with it.
/// </summary>
internal static class WhereByText
{
    /// <summary>Texts a session remembers to have erased at its end.</summary>
    private const int TextsWithPlaceMost = 60;

    /// <summary>A new place, or a piece of the one there is, said back with its town; what it means for EMS is said at once.</summary>
    /// <param name="isWhole">It is known to be a place by itself.</param>
    public static void Keep(Turn turn, Place? place, string? messageSid, bool isWhole = false)
    {
        if (place is null)
        {
            turn.Reply(LineKey.AskWhereText);
            return;
        }

        if (messageSid is not null)
        {
            MayHoldPlace(turn, messageSid);
        }

        if (turn.Session.Place is { } known && !isWhole)
        {
            if (IsTown(place) && turn.Area.Certainty != AreaCertainty.Known && !WhereByVoice.TownAlone(turn))
            {
                TakeTown(turn, known, place.Verbatim);
                return;
            }

            if (Completes(turn, place))
            {
                // The address came first and its door comes now: the question that is open stays so.
                turn.TakePlace(SpokenPlace.WithDetail(known, place) with { Unconfirmed = known.Unconfirmed });
                turn.TextCaller(LineKey.WhereText, Spoken(turn.Session.Place));
                CallerTexts.TellLine(turn, new Line(LineKey.PlaceByText, turn.Area.City ?? ""));
                return;
            }

            if (place.Address is { Town: null, Region: null })
            {
                place = WhereByVoice.InSameTown(turn, place, known);
            }
        }

        turn.Session = turn.Session with { Question = OpenQuestion.None };
        turn.TakePlace(place);
        Questions.AnsweredByText(turn, Topic.Place);
        if (turn.InLadder && turn.Area.Certainty == AreaCertainty.Known)
        {
            turn.TextCaller(LineKey.WhereText, Spoken(place));
        }
        else
        {
            SayBack(turn);
        }

        CallerTexts.TellLine(turn, new Line(LineKey.PlaceByText, turn.Area.City ?? ""));
    }

    /// <summary>Whether free words were taken: as the answer to the question of where that is open, or as a piece of the place that is known.</summary>
    public static bool Answers(Turn turn, string words, OpenQuestion asked, string messageSid)
    {
        switch (asked)
        {
            case OpenQuestion.Where when words.Length >= 4 && words.Any(char.IsLetter) && (words.Any(char.IsAsciiDigit) || words.Contains(',')
                || AreaAnswer.For(Place.From(words), turn.Facts.Areas).City is not null):
                Keep(turn, Place.From(words), messageSid);
                return true;
            case OpenQuestion.WhichTown when words.Length >= 2 && turn.Session.Place is { } place && Place.From(words) is { } answer:
                if (TownIn(turn, words, answer) is { } town)
                {
                    MayHoldPlace(turn, messageSid);
                    TakeTown(turn, place, town);
                }
                else
                {
                    Keep(turn, answer, messageSid);
                }

                return true;
            case not OpenQuestion.WhichTown when turn.Session.Place is not null && !turn.CheckIn.IsOpen && Place.From(words) is { } piece && IsPiece(piece):
                Keep(turn, piece, messageSid);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What was asked for, as they put it, or from among other words; null where it is another place.</summary>
    private static string? TownIn(Turn turn, string words, Place answer) =>
        IsTown(answer) ? words
        : IsPiece(answer) || answer.Address.Access.Length > 0 ? null
        : SpokenPlace.Town(words, turn.Facts.Areas);

    /// <summary>What was understood, and what it means for EMS; where that hangs on the town, it is asked.</summary>
    public static void SayBack(Turn turn)
    {
        var place = turn.Session.Place!;
        var area = turn.Area;
        var town = place.Town ?? area.City;
        switch (area.Certainty)
        {
            case AreaCertainty.Known when turn.Session.Question != OpenQuestion.WhichTown && WhereByVoice.IsRegionOnly(place, area):
                turn.Note(HistoryKind.AreaKnown);
                turn.Session = turn.Session with { Question = OpenQuestion.WhichTown };
                turn.TextCaller(LineKey.AskTownText, Spoken(place));
                break;
            case AreaCertainty.Known:
                turn.Note(HistoryKind.AreaKnown);
                turn.Session = turn.Session with { Question = OpenQuestion.Rest };
                turn.TextCaller(area.Area!.PersonPlaces ? LineKey.PlaceByPersonText : LineKey.PlaceKeptText, town ?? area.Area.Name);
                break;
            case AreaCertainty.Unconfirmed when area.Area!.IsCatchAll && turn.Session.Question == OpenQuestion.WhichTown:
                turn.Note(HistoryKind.AreaUnconfirmed);
                turn.Session = turn.Session with { Question = OpenQuestion.InArea };
                turn.Reply(LineKey.AskInAreaText, area.Area.Name);
                break;
            case AreaCertainty.Unconfirmed when !area.Area!.IsCatchAll && turn.Session.Question == OpenQuestion.WhichTown:
                // Asked once and still two: kept as it is, and said to be unconfirmed to whoever needs it.
                turn.Note(HistoryKind.AreaUnconfirmed);
                turn.Session = turn.Session with { Question = OpenQuestion.Rest };
                turn.TextCaller(LineKey.PlaceKeptText, Spoken(place));
                break;
            case AreaCertainty.None when turn.Session.Question == OpenQuestion.WhichTown || turn.Facts.Areas.IsEmpty:
                turn.Note(HistoryKind.AreaNone);
                turn.Session = turn.Session with { Question = OpenQuestion.Rest };
                turn.TextCaller(LineKey.PlaceNoEmsText, Spoken(place));
                break;
            default:
                turn.Note(area.Certainty == AreaCertainty.None ? HistoryKind.AreaNone : HistoryKind.AreaUnconfirmed);
                turn.Session = turn.Session with { Question = OpenQuestion.WhichTown };
                turn.TextCaller(LineKey.AskTownText, Spoken(place));
                break;
        }
    }

    /// <summary>"SOS 12 Main St, Hamilton": the place that stands in a cry for help is taken, where none is known.</summary>
    public static void TakeFromCry(Turn turn, TextCommand command, string messageSid)
    {
        var words = command.Rest.Trim();
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var rest = space < 0 ? "" : words[(space + 1)..].Trim();
        if (turn.Session.Place is null && rest.Length >= 6 && rest.Any(char.IsAsciiDigit) && rest.Any(char.IsLetter))
        {
            MayHoldPlace(turn, messageSid);
            turn.TakePlace(Place.From(rest)!);
        }
    }

    /// <summary>The answer to "which town", asked or not.</summary>
    private static void TakeTown(Turn turn, Place place, string town)
    {
        turn.TakePlace(place with { Town = town.Length > 60 ? town[..60] : town });
        Questions.AnsweredByText(turn, Topic.Place);
        SayBack(turn);
    }

    /// <summary>Nothing but doors, floors and how to get in.</summary>
    private static bool IsPiece(Place place) => place.Address.Parts is { IsEmpty: false } parts && parts.All(p => p.Role is PartRole.Unit or PartRole.Access);

    /// <summary>
    /// Words that lead nobody anywhere by themselves, "I'm in the back bedroom": they are told with the place that is known, and never instead of it, or
    /// no ambulance would be rung any more.
    /// </summary>
    private static bool Completes(Turn turn, Place place) =>
        place.Address is { Kind: not (AddressKind.Point or AddressKind.Reserve), Point: null, PlusCode: null, PostalCode: null } address
        && address.Parts.All(p => p.Role != PartRole.Street)
        && AreaAnswer.For(place, turn.Facts.Areas) is { City: null, Certainty: not AreaCertainty.Known };

    /// <summary>A town with or without its region, and nothing else.</summary>
    private static bool IsTown(Place place) => place.Address.Kind == AddressKind.Town;

    /// <summary>Sentences with a place in them go by an order of their own, never as the webhook's reply: only what has a message SID can be erased at the phone company.</summary>
    public static bool HoldsPlace(LineKey key) =>
        key is LineKey.WhereText or LineKey.PlaceKeptText or LineKey.PlaceNoEmsText or LineKey.PlaceByPersonText or LineKey.AskTownText or LineKey.CasePlaceText or LineKey.StartedAtText;

    /// <summary>
    /// A text whose copy at the phone company is erased with the place. What floods in is erased at once, the oldest first, so that a session stays a row
    /// that can be saved.
    /// </summary>
    public static void MayHoldPlace(Turn turn, string messageSid)
    {
        var texts = turn.Session.TextsWithPlace.Add(messageSid);
        while (texts.Length > TextsWithPlaceMost)
        {
            turn.Want(new Intent.RedactText(texts[0]));
            texts = texts.RemoveAt(0);
        }

        turn.Session = turn.Session with { TextsWithPlace = texts };
    }

    /// <summary>"AT home", where they have kept a place under that word.</summary>
    public static Place? SavedUnder(Turn turn, string word) =>
        turn.Session.SavedPlaces.TryGetValue(word.Trim().ToLowerInvariant(), out var saved) ? Place.From(saved) : null;

    public static string Spoken(Place? place) => place?.WithTown ?? "";
}
