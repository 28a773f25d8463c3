using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;
using SpotterBot.Door;
using SpotterBot.People;
using SpotterBot.Practice;
using SpotterBot.Roster;
using SpotterBot.Sessions;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;

namespace SpotterBot.Texts;

/// <summary>A text came in: whose session, case or shift is it about?</summary>
public sealed class TextsFunction(SessionKeeper keeper, SessionNames names, PhoneBook phones, Letters letters, RosterTexts roster, PracticeDesk practice, TwilioOptions options, TimeProvider time)
{
    public static WebhookReply Sorry() => Reply(new Line(LineKey.SorryText));

    public async ValueTask<WebhookReply> HandleAsync(WebhookForm form)
    {
        var from = form["From"];
        if (form["MessageSid"] is not { } sid || from is null)
        {
            return WebhookReply.Refused(400, "MessageSid and From are needed.");
        }

        if (!PhoneNumbers.Callable(from) || options.OwnNumbers.Contains(from))
        {
            return Nothing;
        }

        var person = await phones.OfAsync(from);
        if (person.Recent.FirstOrDefault(r => r.MessageSid == sid) is { } answered)
        {
            return answered.Reply.Length == 0 ? Nothing : Words(answered.Reply);
        }

        var command = form["OptOutType"] switch
        {
            "STOP" => new TextCommand(TextVerb.Stop, "STOP"),
            "START" => new TextCommand(TextVerb.Start, "START"),
            "HELP" => new TextCommand(TextVerb.Help, "HELP"),
            _ => TextCommand.Parse(form["Body"]),
        };
        return await RouteAsync(from, sid, person, command);
    }

    private static WebhookReply Nothing => WebhookReply.Twiml(new MessagingResponse().ToXml());

    private async ValueTask<WebhookReply> RouteAsync(string from, string sid, Person person, TextCommand command)
    {
        if (command.Verb is TextVerb.Agree or TextVerb.Decline)
        {
            if (person.Asks.Count > 0)
            {
                return await ConsentAsync(from, sid, person, command.Letter, command.Verb == TextVerb.Agree ? Consent.Yes : Consent.No);
            }

            // Nobody named them: these are words like any others.
            command = new TextCommand(TextVerb.Unknown, command.Words, Rest: command.Words);
        }

        var own = person.OwnSessions.ToList();
        if (command.Letter is { } letter)
        {
            // Free words that only begin with a letter are about that letter where several people share the phone; else they are just words.
            var meant = command.Verb != TextVerb.Unknown || own.Count > 1;
            if (meant && person.Links.Where(l => l.Letter == letter).MinBy(l => l.Over) is { } link)
            {
                return await AboutAsync(from, sid, person, link, command);
            }

            command = command with { Letter = null, Rest = command.Verb == TextVerb.Unknown ? $"{letter} {command.Rest}" : command.Rest };
        }

        if ((await roster.AnswerAsync(from, command) ?? await practice.AnswerAsync(from, command)) is { } answer)
        {
            return await RememberAsync(from, sid, answer);
        }

        if (await AfterwardsAsync(from, sid, person, own.Count > 0, command) is { } after)
        {
            return after;
        }

        if (own.Count == 0)
        {
            // Whoever is rung for a case, or has one, hears how it stands, and which letter it wants.
            return IsAboutCase(command.Verb) && person.Links.FirstOrDefault(l => l is { Over: false, Who.CanTakeCase: true }) is { } open
                ? await AboutAsync(from, sid, person, open, new TextCommand(TextVerb.Unknown, ""))
                : await OutsideAsync(from, sid, person, command);
        }

        if (command.Verb == TextVerb.Second)
        {
            return person.IsFull && !await names.ExistsAsync(names.IdFor(sid))
                ? await IdleAsync(from, sid, new Line(LineKey.PhoneFullText), Most(command))
                : await BeginAsync(from, sid, person, command, "1");
        }

        if (own.Count == 1)
        {
            return await AboutAsync(from, sid, person, own[0], command);
        }

        // Two people share this phone. Danger and a lost text channel concern both; anything else must say whose it is, and stops no clock.
        if (command.Verb is TextVerb.HelpNow or TextVerb.Help or TextVerb.Stop or TextVerb.Start or TextVerb.NotOk)
        {
            WebhookReply last = Nothing;
            foreach (var link in own)
            {
                last = await AboutAsync(from, sid, person, link, command);
            }

            return last;
        }

        return await IdleAsync(from, sid, new Line(LineKey.WhichLetterText, string.Join(" or ", own.Select(l => l.Letter))), Most(command));
    }

    /// <summary>A digit without its letter, or words that nobody understands.</summary>
    private static bool IsAboutCase(TextVerb verb) => verb is TextVerb.Ok or TextVerb.More or TextVerb.Done or TextVerb.Change or TextVerb.Skip
        or TextVerb.WhatToDo or TextVerb.Hold or TextVerb.Unknown or TextVerb.NotOk;

    /// <summary>A debrief, or a word about a session or a case that is over; null where it is neither.</summary>
    private async ValueTask<WebhookReply?> AfterwardsAsync(string from, string sid, Person person, bool inSession, TextCommand command)
    {
        if (command.Verb == TextVerb.Debrief && !inSession && await roster.OfAsync(from) is { } entry)
        {
            var id = names.IdFor(sid);
            var beginning = new Beginning(
                id, await names.ExistsAsync(id) ? "" : await phones.TakeCodeAsync(id), from, person.Texts, PhoneBook.FreeLetter(person), "", MessageSid: sid, Key: "0",
                Kept: new Kept(ImmutableDictionary<string, string>.Empty, entry.Name), Kind: SessionKind.Debrief);
            return await StartAsync(beginning, from, sid, [new Happening.CallerTexted(new TextCommand(TextVerb.Person, "0"), sid)]);
        }

        // A bare digit of somebody who is in no session and rung for no case can only be about the case that is over.
        var link = command.Verb switch
        {
            TextVerb.Later => Last(l => l.Who.CanTakeCase),
            TextVerb.Thanks or TextVerb.PassOn or TextVerb.Again when !inSession => Last(l => l.Who.Kind == PartyKind.Caller),
            TextVerb.Ok or TextVerb.More or TextVerb.Change or TextVerb.Skip or TextVerb.WhatToDo or TextVerb.Hold
                when !inSession && !person.Links.Any(l => l is { Over: false, Who.CanTakeCase: true }) => Last(l => l.Who.CanTakeCase),
            _ => null,
        };
        return link is null ? null : await AboutAsync(from, sid, person, link, command);

        PhoneLink? Last(Func<PhoneLink, bool> which) => person.Links.LastOrDefault(l => l.Over && which(l));
    }

    /// <summary>Whether a caller who named this phone may have it rung: kept, and told to them while they are watched.</summary>
    private async ValueTask<WebhookReply> ConsentAsync(string from, string sid, Person person, char? letter, Consent said)
    {
        // We had not come to remember that it was answered: what it answered stands with the ask.
        List<ConsentAsk> meant = [.. person.Asks.Where(a => a.SaidIn == sid)];
        if (meant.Count == 0)
        {
            meant = [.. person.OpenAsks.Where(a => letter is null || a.Letter == letter)];
        }

        if (meant.Count == 0)
        {
            // They have changed their mind. Where there were more callers than letters, a letter is the latest one's.
            meant = letter is null ? [.. person.Asks] : [.. person.Asks.Where(a => a.Letter == letter).TakeLast(1)];
        }

        if (meant is not [var ask])
        {
            var whose = (meant.Count == 0 ? person.Asks : meant).Select(a => a.Letter).Distinct();
            return await IdleAsync(from, sid, new Line(LineKey.ChosenWhichText, string.Join(" or ", whose)), IdleReplies.KnownMost);
        }

        await AnswerAsync(from, sid, ask, said);
        return await RememberAsync(from, sid, new Line(said == Consent.Yes ? LineKey.ChosenAgreedText : LineKey.ChosenDeclinedText));
    }

    private async ValueTask AnswerAsync(string from, string sid, ConsentAsk ask, Consent said)
    {
        await phones.AnswerAsync(from, ask.By, said, sid);
        await TellAsync(from, ask, said);
    }

    /// <summary>Every session that has named them goes by what they say now.</summary>
    private async ValueTask TellAsync(string from, ConsentAsk ask, Consent said)
    {
        foreach (var session in ask.ToTell())
        {
            await keeper.HandleAsync(session, null, new Happening.ConsentSaid(from, said));
        }
    }

    /// <summary>
    /// Somebody who was asked, and is in nothing else here, answers in words of their own; null where they do not. A carrier's own word is no yes: they are
    /// told how to say it.
    /// </summary>
    private async ValueTask<WebhookReply?> ConsentInOtherWordsAsync(string from, string sid, Person person, TextCommand command)
    {
        if (person.OpenAsks.FirstOrDefault() is not { } ask || person.Links.Any(l => l is { Over: false, Who.CanTakeCase: true }))
        {
            return null;
        }

        switch (command.Verb)
        {
            case TextVerb.Ok:
                return await ConsentAsync(from, sid, person, null, Consent.Yes);
            case TextVerb.NotOk when command.IsPlainNo:
                return await ConsentAsync(from, sid, person, null, Consent.No);
            case TextVerb.Stop:
                foreach (var open in person.OpenAsks)
                {
                    await AnswerAsync(from, sid, open, Consent.No);
                }

                return null;
            case TextVerb.Start:
                await phones.NoteTextsAsync(from, TextChannel.Works);
                return await IdleAsync(from, sid, new Line(LineKey.AskChosenText, ask.Letter.ToString()), IdleReplies.KnownMost);
            case TextVerb.Unknown or TextVerb.NotOk:
                return await IdleAsync(from, sid, new Line(LineKey.AskChosenText, ask.Letter.ToString()), Most(command));
            default:
                return null;
        }
    }

    /// <summary>It is about one session or case this phone has a part in.</summary>
    private async ValueTask<WebhookReply> AboutAsync(string from, string sid, Person person, PhoneLink link, TextCommand command)
    {
        Happening happening = link.Who.Kind == PartyKind.Caller
            ? new Happening.CallerTexted(command, sid)
            : new Happening.CaseTexted(link.Who, link.Letter, command);
        var answer = await keeper.HandleAsync(link.SessionId, Decider.TextKey(link.Who, sid), happening);
        if (answer is null or Answer.Reply { Text.Key: LineKey.NoSessionText })
        {
            // It is over, and its letter was not given back yet: the text is a new one.
            await phones.UnlinkAsync(from, link.SessionId, Decider.Texts(await keeper.ReadAsync(link.SessionId), link.Who));
            return await OutsideAsync(from, sid, person with { Links = [.. person.Links.Where(l => l != link)] }, command);
        }

        var line = Fill(answer, link.Letter);
        if (command.Verb is TextVerb.Stop && link.Who.Kind == PartyKind.Caller)
        {
            await phones.NoteTextsAsync(from, TextChannel.OptedOut);
        }

        return command.Verb == TextVerb.Done ? await RememberAsync(from, sid, line) : line is null ? Nothing : Reply(line);
    }

    /// <summary>Nobody is being spotted on this phone.</summary>
    private async ValueTask<WebhookReply> OutsideAsync(string from, string sid, Person person, TextCommand command)
    {
        if (await ConsentInOtherWordsAsync(from, sid, person, command) is { } consent)
        {
            return consent;
        }

        switch (command.Verb)
        {
            case TextVerb.Spot:
                return await BeginAsync(from, sid, person, command, "1");
            case TextVerb.HelpNow:
                return await BeginAsync(from, sid, person, command, "9");
            case TextVerb.Person:
                return await BeginAsync(from, sid, person, command with { Rest = "" }, "0");
            case TextVerb.Stop:
                await phones.NoteTextsAsync(from, TextChannel.OptedOut);
                return await RememberAsync(from, sid, null);
            case TextVerb.Start:
                await phones.NoteTextsAsync(from, TextChannel.Works);
                return await RememberAsync(from, sid, null);
            case TextVerb.Help:
                return await IdleAsync(from, sid, new Line(LineKey.NotUnderstoodText), Most(command));
            case TextVerb.How:
                return await IdleAsync(from, sid, new Line(LineKey.HowText), Most(command));
            case TextVerb.Forget:
                await phones.ForgetAsync(from);
                foreach (var ask in person.Asks)
                {
                    await TellAsync(from, ask, Consent.NotAsked);
                }

                return person.KeepsSomething
                    ? await RememberAsync(from, sid, new Line(LineKey.ForgottenText))
                    : await IdleAsync(from, sid, new Line(LineKey.ForgottenText), Most(command));
            case TextVerb.Thanks or TextVerb.PassOn:
                return await IdleAsync(from, sid, new Line(LineKey.ThanksNobodyText), Most(command));
            case TextVerb.Language:
                await phones.NoteLanguageAsync(from, command.Rest);
                return await IdleAsync(from, sid, new Line(LineKey.LanguageText, command.Rest), Most(command));
            case TextVerb.Unknown or TextVerb.NotOk:
                return await IdleAsync(from, sid, await roster.NotUnderstoodAsync(from) ?? new Line(LineKey.NotUnderstoodText), Most(command));
            default:
                return await IdleAsync(from, sid, new Line(LineKey.NoSessionText), Most(command));
        }
    }

    private async ValueTask<WebhookReply> BeginAsync(string from, string sid, Person person, TextCommand command, string key)
    {
        var id = names.IdFor(sid);
        var second = person.OwnSessions.Any();
        var words = command.Verb == TextVerb.Spot ? command.Rest : "";
        Decisions.Places.Place? saved = null;
        if (words.Length > 0 && person.PlaceUnder(words.Trim().ToLowerInvariant()) is { } kept)
        {
            (saved, words) = (kept, "");
        }

        Happening[] then = key switch
        {
            "9" => [new Happening.CallerTexted(command with { Letter = null }, sid)],
            "0" => [new Happening.CallerTexted(new TextCommand(TextVerb.Person, "0"), sid)],
            _ => second ? [new Happening.LettersNeeded(true)] : [],
        };
        var beginning = new Beginning(
            id, await names.ExistsAsync(id) ? "" : await phones.TakeCodeAsync(id), from, person.Texts, PhoneBook.FreeLetter(person), words, command.Number, sid, Key: key, SavedPlace: saved,

            // A second person on this phone is another person.
            Kept: second ? null : person.ToKept());

        return await StartAsync(beginning, from, sid, then);
    }

    private async ValueTask<WebhookReply> StartAsync(Beginning beginning, string from, string sid, Happening[] then)
    {
        var answer = await keeper.StartAsync(beginning, Decider.TextKey(Party.Caller, sid), then);
        await letters.GiveAsync(from, beginning.Id);
        return answer is Answer.Reply reply ? Reply(reply.Text) : Nothing;
    }

    private async ValueTask<WebhookReply> RememberAsync(string from, string sid, Line? line)
    {
        var words = line is null ? "" : Languages.Of(null).Say(line);
        await phones.RememberAsync(from, sid, words, new IdleReplies());
        return words.Length == 0 ? Nothing : Words(words);
    }

    /// <summary>The text changes nothing: it is answered, unless an hour had too many of its kind.</summary>
    private async ValueTask<WebhookReply> IdleAsync(string from, string sid, Line line, int most)
    {
        var words = Languages.Of(null).Say(line);
        return await phones.TryRememberIdleAsync(from, sid, words, most, time.GetUtcNow()) ? Words(words) : Nothing;
    }

    /// <summary>Words we know are a person's, as a rule; what nobody understands is a machine's.</summary>
    private static int Most(TextCommand command) => command.Verb is TextVerb.Unknown or TextVerb.NotOk ? IdleReplies.UnclearMost : IdleReplies.KnownMost;

    private static Line? Fill(Answer answer, char letter) => answer is Answer.Reply reply
        ? reply.Text with { Args = [.. reply.Text.Args.Select(a => a == CaseLetter.Placeholder ? letter.ToString() : a)] }
        : null;

    private static WebhookReply Reply(Line line) => Words(Languages.Of(null).Say(line));

    private static WebhookReply Words(string words) => WebhookReply.Twiml(new MessagingResponse(new Message(words)).ToXml());
}
