using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Texts;
using SpotterBot.Storage;

namespace SpotterBot.People;

/// <summary>Who a phone is: its open sessions, the cases it is on, what it saved. Rows are found by HMAC and sealed.</summary>
public sealed class PhoneBook(IRowStore rows, Privacy privacy, TimeProvider time)
{
    /// <summary>Sessions and cases on one phone are told apart by these.</summary>
    public const string Letters = "ABCDEFGH";
    private const int RecentKept = 24;

    /// <summary>The phone company brings nothing again after that.</summary>
    private static readonly TimeSpan RecentFor = TimeSpan.FromDays(1);

    private const int TiesMost = 8;
    private const int AsksMost = 32;
    private const int CodeDigitsLeast = 3;
    public const int CodeDigitsMost = 7;
    private const int CodeTries = 24;

    private readonly DocumentRows<Person> _people = new(rows, privacy, "people");
    private readonly DocumentRows<string> _pointers = new(rows, privacy, "people");

    public async ValueTask<Person> OfAsync(string number) => (await _people.GetAsync(Key(number)))?.Value ?? new Person();

    /// <summary>Gives the phone a letter for this session; the one it has if it has one.</summary>
    public async ValueTask<char> LinkAsync(string number, string sessionId, Party who)
    {
        var given = 'A';
        await UpdateAsync(number, person =>
        {
            if (person.Links.FirstOrDefault(l => l.SessionId == sessionId && l.Who.Kind == who.Kind) is { } link)
            {
                given = link.Letter;
                return link.Over ? person with { Links = [.. person.Links.Select(l => l == link ? l with { Over = false } : l)] } : person;
            }

            var letter = given = FreeLetter(person);
            return person with { Links = [.. person.Links.Where(l => !(l.Over && l.Letter == letter && l.NeedsLetter)), new PhoneLink(sessionId, who, given)] };
        });
        return given;
    }

    /// <summary>The session or case is over; its letter stays until another needs it, or it is unlinked.</summary>
    /// <param name="texts">Message SIDs of those from this phone. Should one come again, be it in another session's time, it counts for nothing.</param>
    public async ValueTask EndLinkAsync(string number, string sessionId, IEnumerable<string> texts) =>
        await UpdateAsync(number, person => person.Links.Any(l => l.SessionId == sessionId && !l.Over)
            ? person with
            {
                Links = [.. person.Links.Select(l => l.SessionId == sessionId ? l with { Over = true, OverUtc = time.GetUtcNow() } : l)],
                Recent = Recent(person, texts),
            }
            : person);

    /// <param name="texts">As for <see cref="EndLinkAsync"/>.</param>
    public async ValueTask UnlinkAsync(string number, string sessionId, params IEnumerable<string> texts) =>
        await UpdateAsync(number, person => person.Links.Where(l => l.SessionId == sessionId).ToList() is { Count: > 0 } links
            ? person with
            {
                Links = [.. person.Links.Where(l => l.SessionId != sessionId)],

                // Of one that was over already they are known.
                Recent = links.Exists(l => !l.Over) ? Recent(person, texts) : person.Recent,
            }
            : person);

    public async ValueTask<char?> LetterAsync(string number, string sessionId) =>
        (await OfAsync(number)).Links.FirstOrDefault(l => l.SessionId == sessionId)?.Letter;

    public ValueTask NoteTextsAsync(string number, TextChannel texts) => UpdateAsync(number, p => p with { Texts = texts });

    /// <summary>The caller on this phone, or that peer, would like the other again.</summary>
    public ValueTask WantAgainAsync(string number, string peerId, bool byCaller) => UpdateAsync(number, p =>
    {
        var tie = p.Ties.FirstOrDefault(t => t.PeerId == peerId) ?? new Tie(peerId);
        tie = byCaller ? tie with { CallerWants = true } : tie with { PeerWants = true };
        return p with { Ties = [.. p.Ties.Where(t => t.PeerId != peerId).TakeLast(TiesMost - 1), tie] };
    });

    /// <summary>Somebody was threatened by the caller on this phone.</summary>
    public ValueTask NoteThreatAsync(string number, DateTimeOffset warnedUtc, DateTimeOffset? botOnlyUntilUtc) =>
        UpdateAsync(number, p => p with { WarnedUtc = warnedUtc, BotOnlyUntilUtc = botOnlyUntilUtc ?? p.BotOnlyUntilUtc });

    public ValueTask NoteLanguageAsync(string number, string language) => UpdateAsync(number, p => p with { Language = language });

    /// <summary>Keeps a place under the word of <paramref name="usual"/>, and how the caller wants to be spotted next time.</summary>
    public ValueTask KeepAsync(string number, string place, Usual usual) => UpdateAsync(number, p => p with
    {
        Places = new Dictionary<string, string>(p.Places, StringComparer.Ordinal) { [usual.PlaceWord] = place },
        Usual = usual,
    });

    /// <summary>Remembers how a text outside any session was answered, so that its repeat is answered alike.</summary>
    /// <param name="idle">Replies to what changed nothing, this one among them.</param>
    public ValueTask RememberAsync(string number, string messageSid, string reply, IdleReplies idle) => UpdateAsync(number, p => p with
    {
        Recent = Recent(p, messageSid, reply),
        Idle = idle,
    });

    /// <summary>
    /// Takes one of the replies that an hour has for texts that change nothing, and remembers it as <see cref="RememberAsync"/> does. False: there was
    /// none left, and nothing was written.
    /// </summary>
    /// <param name="most">So many are left for words of this kind.</param>
    public async ValueTask<bool> TryRememberIdleAsync(string number, string messageSid, string reply, int most, DateTimeOffset nowUtc)
    {
        var answered = false;
        await UpdateAsync(number, p =>
        {
            (answered, var next) = p.Idle.Another(most, nowUtc);
            return answered ? p with { Recent = Recent(p, messageSid, reply), Idle = next } : p;
        });
        return answered;
    }

    private IReadOnlyList<AnsweredText> Recent(Person person, string messageSid, string reply) =>
        [.. person.Recent.Where(r => r.MessageSid != messageSid).Append(new AnsweredText(messageSid, reply, time.GetUtcNow())).TakeLast(RecentKept)];

    /// <summary>Those of a session are over with it: what they were answered with may not be so any more, and is not said again.</summary>
    private IReadOnlyList<AnsweredText> Recent(Person person, IEnumerable<string> texts) =>
        [.. person.Recent.Concat(texts.Where(t => person.Recent.All(r => r.MessageSid != t)).Select(t => new AnsweredText(t, "", time.GetUtcNow()))).TakeLast(RecentKept)];

    /// <summary>Whether the phone named may be rung first for the caller on another; its answer, whenever it comes, is told to this session.</summary>
    public async ValueTask<Consent> ConsentAsync(string named, string caller, string sessionId)
    {
        var said = Consent.NotAsked;
        var by = Key(caller);
        await UpdateAsync(named, p =>
        {
            var ask = p.Asks.FirstOrDefault(a => a.By == by);
            said = ask?.Said ?? Consent.NotAsked;
            return ask is null || ask.SessionId == sessionId ? p : p with { Asks = [.. p.Asks.Select(a => a == ask ? a.In(sessionId) : a)] };
        });
        return said;
    }

    /// <summary>The phone named is asked for that caller, once: a second time changes nothing. Returns the letter that its answer carries.</summary>
    public async ValueTask<char> AskAsync(string named, string caller, string sessionId)
    {
        var (key, by) = (Key(named), Key(caller));
        var given = 'A';

        // First, so that whoever forgets the caller finds what is kept for them there.
        await UpdateAsync(caller, p => p.Named.Contains(key) ? p : p with { Named = [.. p.Named, key] });
        await UpdateAsync(named, p =>
        {
            if (p.Asks.FirstOrDefault(a => a.By == by) is { } ask)
            {
                given = ask.Letter;
                return ask.SessionId == sessionId ? p : p with { Asks = [.. p.Asks.Select(a => a == ask ? a.In(sessionId) : a)] };
            }

            var letter = given = FreeAskLetter(p);
            return p with { Asks = [.. p.Asks.Where(a => a.Said != Consent.Asked || a.Letter != letter).TakeLast(AsksMost - 1), new ConsentAsk(by, letter, sessionId, Consent.Asked)] };
        });
        return given;
    }

    /// <summary>What the phone named said to that caller; <see cref="Consent.NotAsked"/>: they could not be asked.</summary>
    public ValueTask KeepConsentAsync(string named, string caller, Consent said) =>
        said == Consent.NotAsked ? PartAsync(Key(named), Key(caller)) : AnswerAsync(named, Key(caller), said);

    /// <summary>The same, where only the key of the caller's row is known. What the caller has kept for next time says so, too.</summary>
    /// <param name="messageSid">The text that said it; null where a key did.</param>
    public async ValueTask AnswerAsync(string named, string callerKey, Consent said, string? messageSid = null)
    {
        await UpdateAsync(named, p => p with { Asks = [.. p.Asks.Select(a => a.By == callerKey ? a with { Said = said, SaidIn = messageSid } : a)] });
        await UpdateRowAsync(callerKey, p => p.Usual is { } usual && usual.ChosenNumber == named ? p with { Usual = usual with { ChosenSaid = said } } : p);
    }

    /// <summary>Erases what was kept; parts in sessions that are still open stay until they close.</summary>
    public async ValueTask ForgetAsync(string number)
    {
        var (key, person) = (Key(number), await OfAsync(number));
        foreach (var ask in person.Asks)
        {
            await PartAsync(key, ask.By);
        }

        foreach (var named in person.Named)
        {
            // A no is the word of whoever was named, and only theirs to take back: who names them again does not have them asked again.
            await UpdateRowAsync(named, p => p with { Asks = [.. p.Asks.Where(a => a.By != key || a.Said == Consent.No)] });
        }

        await UpdateAsync(number, p => new Person
        {
            Links = p.Links,
            Texts = p.Texts,
            Idle = p.Idle,

            // That they were answered, lest one that comes again counts for the next session.
            Recent = [.. p.Recent.Select(r => r with { Reply = "" })],

            // What keeps others safe is not the caller's to erase; it ends by itself.
            WarnedUtc = p.WarnedUtc,
            BotOnlyUntilUtc = p.BotOnlyUntilUtc,
        });
    }

    /// <summary>Neither row knows any more that one named the other.</summary>
    private async ValueTask PartAsync(string namedKey, string callerKey)
    {
        await UpdateRowAsync(namedKey, p => p.Asks.Any(a => a.By == callerKey) ? p with { Asks = [.. p.Asks.Where(a => a.By != callerKey)] } : p);
        await UpdateRowAsync(callerKey, p => !p.Named.Contains(namedKey) ? p : p with
        {
            Named = [.. p.Named.Where(n => n != namedKey)],
            Usual = p.Usual is { ChosenNumber: { } kept } usual && Key(kept) == namedKey ? usual with { ChosenSaid = Consent.NotAsked } : p.Usual,
        });
    }

    /// <summary>A call's SID, or a code, leads to its session as long as it is open.</summary>
    public async ValueTask PointAsync(string name, string sessionId) =>
        await _pointers.UpdateAsync(Key("to/" + name), held => held == sessionId ? held : sessionId);

    public async ValueTask<string?> PointedAsync(string name) => (await _pointers.GetAsync(Key("to/" + name)))?.Value;

    /// <summary>Where it leads to another session meanwhile, that stays.</summary>
    public async ValueTask UnpointAsync(string name, string sessionId) =>
        await _pointers.UpdateAsync(Key("to/" + name), held => held == sessionId ? null : held);

    /// <summary>The code leads to its session; one that has become another's stays theirs.</summary>
    public async ValueTask PointCodeAsync(string code, string sessionId) =>
        await _pointers.UpdateAsync(Key("to/code " + code), held => held ?? sessionId);

    /// <summary>A code nobody has, from a start that the session's id gives: three digits, and more only where many of those are taken.</summary>
    public async ValueTask<string> TakeCodeAsync(string sessionId)
    {
        var start = Convert.ToInt64(sessionId[..10], 16);
        for (var digits = CodeDigitsLeast; ; digits = Math.Min(digits + 1, CodeDigitsMost))
        {
            for (var i = 0; i < CodeTries; i++)
            {
                var code = CodeAt(start + i, digits);
                var taken = true;
                await _pointers.UpdateAsync(Key("to/code " + code), held =>
                {
                    taken = held is not null && held != sessionId;
                    return held ?? sessionId;
                });
                if (!taken)
                {
                    return code;
                }
            }

            start += CodeTries;
        }
    }

    /// <summary>None begins with a 9 or a 0, and none is 112: who cries for help at the prompt for a code is not taken for somebody with one.</summary>
    private static string CodeAt(long at, int digits)
    {
        var least = (long)Math.Pow(10, digits - 1);
        var code = (least + (at % (8 * least))).ToString();
        return code.StartsWith("112", StringComparison.Ordinal) ? CodeAt(at + (long)Math.Pow(10, digits - 3), digits) : code;
    }

    /// <summary>The first letter that nothing else on this phone needs; else that of the first case that is over.</summary>
    public static char FreeLetter(Person person) =>
        Letters.FirstOrDefault(c => person.Links.All(l => l.Letter != c || !l.NeedsLetter), Letters.FirstOrDefault(c => person.Links.All(l => l.Letter != c || l.Over), Letters[^1]));

    /// <summary>The first letter of no ask, for what was answered may be taken back by its letter; else that of the one answered longest ago.</summary>
    private static char FreeAskLetter(Person person) => Letters.FirstOrDefault(
        c => person.Asks.All(a => a.Letter != c),
        Letters.Where(c => person.OpenAsks.All(a => a.Letter != c)).OrderBy(c => person.Asks.ToList().FindLastIndex(a => a.Letter == c)).FirstOrDefault(Letters[0]));

    /// <summary>Whoever took their call can be thanked no more: nothing of it is kept, as soon as the phone is heard of.</summary>
    private static bool IsThankedNoMore(PhoneLink link, DateTimeOffset now) => !link.NeedsLetter && link.OverUtc + Timing.ThanksTaken <= now;

    private string Key(string number) => privacy.PhoneKey(number);

    private ValueTask UpdateAsync(string number, Func<Person, Person> change) => UpdateRowAsync(Key(number), change);

    private async ValueTask UpdateRowAsync(string key, Func<Person, Person> change) =>
        await _people.UpdateAsync(key, held => AsOf(time.GetUtcNow(), change(held ?? new Person())) is { IsBlank: false } person ? person : null);

    /// <summary>Without what time has ended; the same row where it has ended nothing, which need not be written.</summary>
    private static Person AsOf(DateTimeOffset now, Person person)
    {
        var (over, links, recent) = (
            person.WarnedUtc + Threat.WarnedFor <= now,
            person.Links.Where(l => !IsThankedNoMore(l, now)).ToList(),
            person.Recent.Where(r => !(r.Utc + RecentFor <= now)).ToList());
        return !over && links.Count == person.Links.Count && recent.Count == person.Recent.Count ? person : person with
        {
            WarnedUtc = over ? null : person.WarnedUtc,
            BotOnlyUntilUtc = over ? null : person.BotOnlyUntilUtc,
            Links = links,
            Recent = recent,
        };
    }
}
