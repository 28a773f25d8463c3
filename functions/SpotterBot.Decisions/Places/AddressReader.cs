using System.Collections.Immutable;
using System.Text;

namespace SpotterBot.Decisions.Places;

/// <summary>
/// Takes a place apart: North American, British, Irish and French civic addresses, and what people say who have none. It never fails and loses no
/// word; what it cannot name is a note, to be read as it was written.
/// </summary>
internal sealed class AddressReader
{
    /// <summary>Stands in the words where the postal code was.</summary>
    private const string CodeMark = "\u0001";

    private const int TownWordsMost = 5;

    /// <summary>The last place read on this thread: a decision asks for the same one again and again.</summary>
    [ThreadStatic]
    private static (string Words, Address Address)? _last;

    private readonly List<AddressPart> _parts = [];
    private readonly List<string> _names = [];

    /// <summary>Towns that stand where only a town can, and those that merely may be one.</summary>
    private readonly List<string> _towns = [];

    private readonly List<string> _maybeTowns = [];

    /// <summary>Names before the street: what the building is called, as a rule.</summary>
    private readonly List<string> _earlyTowns = [];
    /// <summary>What they are near is not where they are.</summary>
    private readonly List<string> _nearTowns = [];
    private readonly bool _hasCapitals;
    private string _number = "";
    private Region? _region;
    private AddressKind _kind;
    private bool _reserve;
    private bool _hasStreet;

    private AddressReader(string words) => _hasCapitals = words.Any(char.IsUpper);

    /// <param name="words">As typed or heard, fields told apart by commas, semicolons or line breaks where there are any.</param>
    public static Address Read(string words)
    {
        if (_last is var (read, known) && ReferenceEquals(read, words))
        {
            return known;
        }

        var address = new AddressReader(words).All(words);
        _last = (words, address);
        return address;
    }

    private Address All(string words)
    {
        var point = Points.Find(words);
        var text = point?.Rest ?? words;
        var code = PostalCodes.Find(text);
        if (code is not null)
        {
            text = text[..code.At] + CodeMark + text[(code.At + code.Length)..];
        }

        foreach (var field in Fields(Apart(text)))
        {
            Field(field);
        }

        if (code is not null)
        {
            _parts.Add(new AddressPart(PartRole.PostalCode, code.Code, code.Code));
        }

        var province = code is null ? null : PostalCodes.ProvinceOf(code);
        var (towns, parts) = Settled(code);
        return new Address
        {
            Kind = Kind(point, parts),
            Number = _number,
            IsNearTown = towns.Length > 0 && _nearTowns.Contains(towns[0]),
            Names = [.. _names],
            Parts = parts,
            Towns = towns,
            Region = _region?.Code ?? province,
            Country = _region?.Country ?? code?.Country,
            PostalCode = code,
            IsContradictory = _region is { } named && code is not null && (named.Country != code.Country || (province is not null && named.Code != province)),
            Point = point?.Point,
            PlusCode = point?.PlusCode,
        };
    }

    /// <summary>"Queen/Bathurst" is two streets, and three words of a grid are a field of their own.</summary>
    private static string Apart(string text)
    {
        var apart = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            var slash = text[at] == '/' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);
            apart.Append(slash ? " / " : text[at].ToString());
        }

        var grid = text.IndexOf("///", StringComparison.Ordinal);
        var end = grid < 0 ? -1 : text.IndexOf(' ', grid);
        return end < 0 ? apart.ToString() : text.Insert(end, ",");
    }

    /// <summary>Fields without commas around them; a number alone belongs to the French street behind it.</summary>
    private static List<string> Fields(string text)
    {
        List<string> fields =
        [
            .. text.Split((char[])[',', ';', '\n', '\r', '(', ')'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(f => f.Trim('.', '-', ' ')).Where(f => f.Any(c => char.IsLetterOrDigit(c) || c == CodeMark[0])),
        ];
        for (var i = 0; i + 1 < fields.Count; i++)
        {
            if (StreetReader.IsNumber(fields[i]) && AddressWords.IsTypeBefore(fields[i + 1].Split(' ')[0]))
            {
                fields[i] = $"{fields[i]} {fields[i + 1]}";
                fields.RemoveAt(i + 1);
            }
        }

        return fields;
    }

    private void Field(string field)
    {
        foreach (var piece in Pieces.Of(field, isBehindTown: _parts.Exists(p => p.Role is PartRole.Town or PartRole.Region)))
        {
            Piece(piece);
        }
    }

    private void Piece(Piece piece)
    {
        var (tokens, hadCode) = WithoutMark(piece.Tokens);
        if (tokens.Length == 0)
        {
            return;
        }

        var words = string.Join(' ', tokens);
        switch (piece.Role)
        {
            case PartRole.Unit:
                Add(PartRole.Unit, words, Spoken.Unit(tokens));
                return;
            case PartRole.Access:
                Add(PartRole.Access, words, words);
                return;
        }

        if (Regions.IsCountry(words))
        {
            Add(PartRole.Country, words, words);
        }
        else if (Regions.Of(words) is { } region && _region is null)
        {
            // Before its region a name is a town, whatever else it could be: Wasaga Beach, Ontario.
            if (_parts.LastOrDefault() is { Role: PartRole.Note } note && (!_hasCapitals || char.IsUpper(note.Words[0])) && IsTown(note.Words.Split(' '), sure: true))
            {
                _parts[^1] = note with { Role = PartRole.Town, Spoken = note.Words };
                _towns.Add(note.Words);
            }

            _region = region;
            Add(PartRole.Region, words, words);
        }
        else if (Reserves.Is(words))
        {
            _reserve = true;
            var isName = !AddressWords.IsPreposition(tokens[0]);
            if (isName)
            {
                _towns.Insert(0, words);
            }

            Add(isName ? PartRole.Town : PartRole.Note, words, isName ? words : Spoken.Plain(tokens));
        }
        else if (!_hasStreet && StreetReader.Read(tokens) is { } street)
        {
            Street(street);
        }
        else
        {
            Named(tokens, isTail: false, hadCode);
        }
    }

    private void Street(ReadStreet street)
    {
        _earlyTowns.AddRange(_maybeTowns);
        _maybeTowns.Clear();
        _hasStreet = true;
        _kind = street.Kind;
        _number = street.Number;
        _names.AddRange(street.Names);
        // "apartment 4 at 12 Main Street": a small word alone says nothing more.
        var before = street.Before is [var only] && AddressWords.IsPreposition(only) ? street.Before : [];
        var door = street is { Number.Length: > 0, Before: [.., var last] } && StreetReader.IsNumber(last) ? last : null;
        var note = door is null ? street.Before : street.Before[..^1];
        if (note.Length > before.Length)
        {
            Add(PartRole.Note, string.Join(' ', note), Spoken.Plain(note));
        }

        if (door is not null)
        {
            Add(PartRole.Unit, door, $"unit {door}");
        }

        Add(PartRole.Street, string.Join(' ', before.Concat(street.Tokens)), street.Spoken);
        if (street.After.Length > 0)
        {
            Named(street.After, isTail: true, hadCode: false);
        }
    }

    /// <summary>Words that are no street: a town with or without its region, or something to look for.</summary>
    /// <param name="isTail">They stand behind a street's type: what can be a town there is one.</param>
    private void Named(string[] tokens, bool isTail, bool hadCode)
    {
        if (isTail && tokens.Length > 1 && AddressWords.Fold(tokens[0]) is "in" or "a")
        {
            tokens = tokens[1..];
        }

        var (town, region) = WithoutRegion(tokens);
        if (region is not null && _region is null)
        {
            _region = region;
        }
        else if (region is not null)
        {
            (town, region) = (tokens, null);
        }

        var words = string.Join(' ', town);
        var sure = region is not null || hadCode;
        if (words.Length > 0)
        {
            var role = IsTown(town, sure || isTail) ? PartRole.Town : PartRole.Note;
            if (role == PartRole.Town && _parts is [.., { Role: PartRole.Street or PartRole.Note } before] && AddressWords.IsNear(before.Words.Split(' ')[^1]))
            {
                _nearTowns.Add(words);
                _parts[^1] = before with { Spoken = $"{before.Spoken} {words}" };
            }
            else if (role == PartRole.Town)
            {
                (sure || isTail ? _towns : _maybeTowns).Add(words);
            }

            Add(role, words, role == PartRole.Town ? words : Spoken.Plain(town));
        }

        if (region is not null)
        {
            var rest = string.Join(' ', tokens[town.Length..]);
            Add(PartRole.Region, rest, rest);
        }
    }

    /// <summary>Short, without digits, and no word in it that tells where something is rather than what it is called.</summary>
    /// <param name="sure">Its region or code stands behind it, or a street before it: Wasaga Beach is a town there.</param>
    private bool IsTown(string[] tokens, bool sure) =>
        tokens.Length <= TownWordsMost && !tokens.Any(t => t.Any(char.IsAsciiDigit) || t is "&" or "/" or "@" || AddressWords.Fold(t) is "and" or "et" or "or" or "floor")
        && (!AddressWords.IsPreposition(tokens[0]) || (tokens.Length > 1 && AddressWords.IsDirection(tokens[0])))
        && (sure || !tokens.Any(AddressWords.IsLandmark))
        && (sure || !AddressWords.IsCount(tokens[0]) || !AddressWords.IsDirection(tokens[^1]))
        && (sure || !_hasCapitals || char.IsUpper(tokens[0][0]) || tokens[0].Contains('\'', StringComparison.Ordinal) || char.IsUpper(tokens[^1][0]));

    /// <summary>The region at the end of the words, of up to four of them, and the words before it.</summary>
    private static (string[] Town, Region? Region) WithoutRegion(string[] tokens)
    {
        for (var length = Math.Min(Regions.WordsMost, tokens.Length); length >= 1; length--)
        {
            var name = string.Join(' ', tokens[^length..]);
            if (Regions.Of(name) is { } region)
            {
                return (tokens[..^length], region);
            }

            if (length < tokens.Length && Regions.OfCityName(name) is { } named)
            {
                return (tokens[..^length], named);
            }
        }

        return (tokens, null);
    }

    /// <summary>
    /// Which of the towns is the likeliest: one with its region or code, one behind the street, else the first that may be one; in Britain and Ireland the
    /// last before the code. A name that is a region's too is the town only where no other is.
    /// </summary>
    private (ImmutableArray<string> Towns, ImmutableArray<AddressPart> Parts) Settled(PostalCode? code)
    {
        if (code is { Country: "GB" or "IE" })
        {
            _maybeTowns.Reverse();
        }

        List<string> towns = [.. _towns, .. _maybeTowns, .. _earlyTowns, .. _nearTowns];
        if (_region is null && towns.Count > 1 && towns.FindLastIndex(t => Regions.OfCityName(t) is not null) is > 0 and var at)
        {
            _region = Regions.OfCityName(towns[at]);
            towns.RemoveAt(at);
        }

        // What is no town after all says where.
        var parts = _parts.Select(p => p.Role == PartRole.Town && p.Words != towns.FirstOrDefault()
            ? p with { Role = Regions.OfCityName(p.Words) is null ? PartRole.Note : PartRole.Region }
            : p);
        return ([.. towns.Distinct(StringComparer.OrdinalIgnoreCase)], [.. parts]);
    }

    private AddressKind Kind(FoundPoint? point, ImmutableArray<AddressPart> parts)
    {
        if (_kind != AddressKind.Unknown && !(_kind == AddressKind.Street && _reserve))
        {
            return _kind;
        }

        var note = parts.Any(p => p.Role is PartRole.Note or PartRole.Unit);
        return _reserve ? AddressKind.Reserve
            : point is not null ? AddressKind.Point
            : parts.Any(p => p.Role == PartRole.Note && p.Words.Split(' ').Any(AddressWords.IsLandmark)) ? AddressKind.Landmark
            : note || parts.Any(p => p.Role == PartRole.Access) ? AddressKind.Unknown
            : parts.Any(p => p.Role is PartRole.Town or PartRole.Region or PartRole.PostalCode) ? AddressKind.Town
            : AddressKind.Unknown;
    }

    private static (string[] Tokens, bool HadCode) WithoutMark(string[] tokens)
    {
        var rest = tokens.Select(t => t.Replace(CodeMark, "", StringComparison.Ordinal)).Where(t => t.Length > 0).ToArray();
        return (rest.Any(t => t.Any(char.IsLetterOrDigit)) ? rest : [], Array.Exists(tokens, t => t.Contains(CodeMark, StringComparison.Ordinal)));
    }

    private void Add(PartRole role, string words, string spoken) => _parts.Add(new AddressPart(role, words, spoken));
}
