using System.Text.RegularExpressions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Words;

namespace SpotterBot.Tests.Words;

public sealed partial class WordsTests
{
    private const int SeptetsOfOne = 160;
    private const int SeptetsOfTwo = 306;

    /// <summary>What a text bears at most, where one segment is not enough: what is kept and for how long cannot be said shorter.</summary>
    private static readonly Dictionary<LineKey, int> Longer = new()
    {
        [LineKey.HowText] = SeptetsOfTwo,
        [LineKey.CasePlaceText] = SeptetsOfTwo,
        [LineKey.SwitchAlarmText] = SeptetsOfTwo,
    };

    /// <summary>What blanks are typically filled with, for sentences that have any.</summary>
    private static readonly Dictionary<LineKey, string[]> Typical = new()
    {
        [LineKey.StartedText] = ["2", "117"],
        [LineKey.StartedAtText] = ["2", "117", "Hamilton"],
        [LineKey.AskTownText] = ["12 Main St apt 4, buzzer 12"],
        [LineKey.AskInAreaText] = ["Hamilton"],
        [LineKey.PlaceKeptText] = ["Hamilton"],
        [LineKey.PlaceNoEmsText] = ["12 Main St apt 4, buzzer 12"],
        [LineKey.CheckInText] = ["Sam", "B1"],
        [LineKey.CheckInLouderText] = ["Sam", "B1"],
        [LineKey.CheckInAwayText] = ["Sam", "B1", "12"],
        [LineKey.CheckInAway] = ["Sam", "12"],
        [LineKey.AwayInLadderText] = ["12"],
        [LineKey.AlarmCallsText] = ["21:04 UTC", "117"],
        [LineKey.AlarmReportsText] = ["21:04 UTC", "117"],
        [LineKey.AlarmStoreText] = ["21:04 UTC", "117"],
        [LineKey.AlarmStoreOverText] = ["21:04", "21:16 UTC"],
        [LineKey.AlarmAwayText] = ["21:04", "21:16 UTC", "117", "112"],
        [LineKey.WhereText] = ["12 Main St apt 4, Hamilton, buzzer 12"],
        [LineKey.SavedText] = ["home"],
        [LineKey.WhichLetterText] = ["A or B"],
        [LineKey.AlarmFloodText] = ["1200"],
        [LineKey.TakenText] = ["Ana"],
        [LineKey.FirstText] = ["hidden"],
        [LineKey.FirstKept] = ["hidden"],
        [LineKey.FirstNotAskedText] = ["many"],
        [LineKey.FirstNotAsked] = ["many"],
        [LineKey.FirstNotRungText] = ["yes"],
        [LineKey.FirstNotRung] = ["yes"],
        [LineKey.AskChosenText] = ["A"],
        [LineKey.ChosenWhichText] = ["A or B or C"],
        [LineKey.OfferChosenAgreed] = ["Sam"],
        [LineKey.AlreadyTaken] = ["Ana"],
        [LineKey.LanguageText] = ["fr"],
        [LineKey.OutcomeText] = ["A"],
        [LineKey.ThanksText] = ["to you I'm still here, and my dog says hello. I won't forget how you stayed with me that whole night"],
        [LineKey.ThanksRight] = ["you stayed with me"],
        [LineKey.ExposureText] = ["Ana", "3"],
        [LineKey.CaseThreatBotOnlyText] = ["A"],
        [LineKey.DrillReportText] = ["a6", "940", "165"],
        [LineKey.TestComingText] = ["Ana"],
        [LineKey.TestNotNowText] = ["Ana"],
        [LineKey.TestTakenText] = ["Ana", "9"],
        [LineKey.TestNobodyText] = ["Ana"],
        [LineKey.DrillOffer] = ["Drowsy"],
        [LineKey.DrillBrief] = ["Drowsy"],
        [LineKey.DrillCaller] = ["Drowsy", "1"],
        [LineKey.DrillKey] = ["5"],
        [LineKey.DrillReport] = ["a6", "940"],
        [LineKey.DrillRemark] = ["Threat", "right"],
        [LineKey.RosterOnText] = ["3", "coordinator", "Sat 02:00"],
        [LineKey.RosterHelpText] = ["coordinator"],
        [LineKey.AlarmThreatText] = ["117", "Ana"],
        [LineKey.OfferText] = ["A", "debrief"],
        [LineKey.BriefDebrief] = ["Ana"],
        [LineKey.BriefLineWith] = ["Ana"],
        [LineKey.RosterOffText] = ["3", "peer"],
        [LineKey.RosterBreakText] = ["120", "21:30", "off"],
        [LineKey.RosterWhoText] = ["3", "Ana, Ben, Cleo", "Mia, Max", "Cora, Cyril"],
        [LineKey.RosterJoinedText] = ["Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00"],
        [LineKey.RosterInvitedText] = ["Ana", "peer", "Mon-Fri 18:00-02:00"],
        [LineKey.RosterChangedText] = ["Ana", "peer", "Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00"],
        [LineKey.RosterPausedText] = ["Ana", "21:30"],
        [LineKey.RosterDroppedText] = ["Ana"],
        [LineKey.RosterHoursText] = ["Ana", "Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00; 2026-12-25 off", "off", "by hand"],
        [LineKey.RosterNobodyText] = ["Ana"],
        [LineKey.RosterSeveralText] = ["Ana"],
        [LineKey.RosterGapText] = ["Sat 02:00", "Sat 10:00"],
        [LineKey.CasePlaceText] = ["A", "12 Main St apt 4, Hamilton, buzzer 12", "12", "confirmed", "", "heard area", "3", "+12895550199"],
        [LineKey.SwitchText] = ["+19055550100", "B1"],
        [LineKey.SwitchAlarmText] = ["28 Nov 16:20 UTC", "12", "1", "3", "+19055550100"],
        [LineKey.SwitchAlarmOverText] = ["28 Nov 16:30 UTC"],
        [LineKey.StartedNoCallback] = ["2", "1, 1, 7"],
        [LineKey.Started] = ["2", "1, 1, 7"],
        [LineKey.CheckIn] = ["Sam"],
        [LineKey.CheckInLouder] = ["Sam"],
        [LineKey.ConfirmOk] = ["Sam"],
        [LineKey.BriefWho] = ["Sam"],
        [LineKey.PlaceByPersonText] = ["Hamilton"],
        [LineKey.AlarmAreasStaleText] = ["12", "Greater Sudbury"],
        [LineKey.EmsPoint] = ["43.2557", "north", "79.8711", "west"],
    };

    /// <summary>Sentences that do without the name of somebody who gave none.</summary>
    private static readonly LineKey[] Nameless =
        [LineKey.OfferChosenAgreed, LineKey.CheckInText, LineKey.CheckInLouderText, LineKey.CheckInAwayText, LineKey.CheckInAway, LineKey.CheckIn, LineKey.CheckInLouder, LineKey.ConfirmOk, LineKey.BriefWho];

    public static TheoryData<string, LineKey> Everything => new(
        from language in Languages.Known from key in Enum.GetValues<LineKey>() select (language.Code, key));

    public static TheoryData<string, LineKey> Texts => new(
        from language in Languages.Known from key in Enum.GetValues<LineKey>() where key.ToString().EndsWith("Text", StringComparison.Ordinal)
        select (language.Code, key));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_sentence_stands_in_every_language_with_and_without_what_fills_it(string language, LineKey key)
    {
        string[] typical = Typical.GetValueOrDefault(key) ?? ["2", "3", "4"];
        string[][] fillings = Nameless.Contains(key) ? [typical, ["", .. typical[1..]]] : [typical];
        foreach (var args in fillings)
        {
            var said = Say(language, key, args);
            Assert.False(string.IsNullOrWhiteSpace(said));
            Assert.Equal(said.Trim(), said);
            Assert.DoesNotContain("  ", said, StringComparison.Ordinal);
            Assert.Matches("[.?!:0-9)a-z]$", said);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_keeps_to_the_gsm_alphabet_and_to_its_length(string language, LineKey key)
    {
        var said = Say(language, key, Typical.GetValueOrDefault(key) ?? ["5", "117"]);
        var septets = Septets(said);
        Assert.True(septets >= 0, $"Not GSM-7: {said}");
        Assert.True(septets <= Longer.GetValueOrDefault(key, SeptetsOfOne), $"{septets} septets: {said}");
    }

    [Fact]
    public void The_place_as_a_text_says_what_is_in_doubt() => Assert.Equal(
        "SpotterBot: A: 12 Main St, Hamilton. Heard by machine, not confirmed. The town is not confirmed. Asked for help 3 min ago. I'm ringing the crew. Call-back number for the crew: +12895550199.",
        Say("en", LineKey.CasePlaceText, "A", "12 Main St, Hamilton", "3", "ringing", "asked", "heard area", "", "+12895550199"));

    [Fact]
    public void What_may_be_longer_than_one_segment_needs_to_be() =>
        Assert.All(Longer.Keys, key => Assert.True(Septets(Say("en", key, Typical.GetValueOrDefault(key) ?? ["5", "117"])) > SeptetsOfOne, $"{key} fits one segment."));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_on_a_lock_screen_gives_nobody_away(string language, LineKey key) =>
        Assert.DoesNotMatch(GivesAway(), Say(language, key, Typical.GetValueOrDefault(key) ?? ["5", "117"]));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_offers_no_word_that_carriers_keep_for_themselves(string language, LineKey key)
    {
        var said = Say(language, key, Typical.GetValueOrDefault(key) ?? ["5", "117"]);
        Assert.DoesNotMatch(Reserved(), said);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void No_sentence_uses_words_that_hurt(string language, LineKey key) =>
        Assert.DoesNotMatch(Hurting(), Say(language, key, Typical.GetValueOrDefault(key) ?? ["5", "117", "Hamilton"]));

    /// <summary>Nobody is ever to think for a moment that a rehearsal is a case.</summary>
    [Theory]
    [InlineData("Drowsy")]
    [InlineData("Talk")]
    [InlineData("Threat")]
    [InlineData("Ambulance")]
    public void Every_sentence_of_a_drill_says_that_it_is_one(string story)
    {
        foreach (var key in Enum.GetValues<LineKey>().Where(k => k.ToString().StartsWith("Drill", StringComparison.Ordinal) || k.ToString().StartsWith("Test", StringComparison.Ordinal)))
        {
            string[][] all = key switch
            {
                LineKey.DrillCaller => [[story, "0"], [story, "1"], [story, "2"], [story, "3"]],
                LineKey.DrillRemark => [[story, "right"], [story, ""]],
                LineKey.DrillKey => [.. "1234567890#*".Select(k => new[] { k.ToString() })],
                LineKey.DrillReport or LineKey.DrillReportText => [["a6", "940"], ["p3"], []],
                LineKey.TestTakenText => [["Ana", "9"]],
                _ => [[story]],
            };
            Assert.All(all, args => Assert.Contains("drill", Say("en", key, args), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Whatever_a_dispatch_desk_can_hear_stands_in_french()
    {
        var keys = Enum.GetValues<LineKey>().Where(k => k.ToString().StartsWith("Ems", StringComparison.Ordinal) && !NotToEms.Contains(k))
            .Concat([LineKey.OneMoment, LineKey.PersonLost, LineKey.OwnWords]);
        Assert.All(keys, key =>
        {
            Assert.True(FrenchForEms.Has(key), $"{key} is not there.");
            var said = Languages.ForEms("fr-CA").Say(new Line(key, Typical.GetValueOrDefault(key) ?? ["2", "3", "4"]));
            Assert.NotEqual(Say("en", key, Typical.GetValueOrDefault(key) ?? ["2", "3", "4"]), said);
            Assert.Equal(said.Trim(), said);
            Assert.DoesNotMatch(Hurting(), said);
        });
    }

    /// <summary>About EMS, to the caller or to people on the case.</summary>
    private static readonly LineKey[] NotToEms =
        [LineKey.EmsConfirmedOkText, LineKey.EmsConfirmedOk, LineKey.EmsBeingReachedHere, LineKey.EmsIsComingHere, LineKey.EmsAtOnce, LineKey.EmsLater, LineKey.EmsBeingReached, LineKey.EmsIsComing, LineKey.EmsIsRinging, LineKey.EmsHasConfirmed];

    [Fact]
    public void A_check_in_is_short()
    {
        Assert.InRange(Words("en", LineKey.CheckIn, "Sam"), 1, 8);
        Assert.InRange(Words("en", LineKey.CheckInKeys), 1, 12);
        Assert.InRange(Words("en", LineKey.CheckInLouder, "Sam"), 1, 16);
        Assert.InRange(Words("en", LineKey.CheckInText, "Sam", "1"), 1, 16);
    }

    [Theory]
    [InlineData(LineKey.OfferPeer)]
    [InlineData(LineKey.OfferPeerTalk)]
    [InlineData(LineKey.OfferChosen)]
    [InlineData(LineKey.OfferChosenAgreed)]
    [InlineData(LineKey.OfferCoordinator)]
    [InlineData(LineKey.OfferStandDown)]
    [InlineData(LineKey.OfferHandOver)]
    [InlineData(LineKey.OfferDebrief)]
    public void Who_is_rung_knows_who_and_why_and_what_to_press_within_eight_seconds(LineKey offer) =>
        Assert.InRange(Seconds(Say("en", offer, Typical.GetValueOrDefault(offer) ?? [])) + Seconds(Say("en", LineKey.OfferKeys)), 0, 8);

    [Fact]
    public void The_menu_says_its_first_choice_within_ten_seconds()
    {
        var menu = Say("en", LineKey.Menu) + " " + Say("en", LineKey.MenuKeys);
        Assert.InRange(Seconds(menu[..(menu.IndexOf("Press 1 and I start now", StringComparison.Ordinal) + "Press 1 and I start now".Length)]), 0, 10);
    }

    private static string Say(string language, LineKey key, params string[] args) => Languages.Of(language).Say(new Line(key, args));

    private static int Words(string language, LineKey key, params string[] args) => Say(language, key, args).Split(' ').Length;

    /// <summary>At the pace of the phone company's voice, 15 characters a second.</summary>
    private static double Seconds(string said) => said.Length / 15.0;

    /// <summary>Length in GSM 03.38; -1 where a letter is not in it.</summary>
    private static int Septets(string text)
    {
        const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        const string Extended = "^{}\\[~]|€";
        var septets = 0;
        foreach (var letter in text)
        {
            if (!Basic.Contains(letter, StringComparison.Ordinal) && !Extended.Contains(letter, StringComparison.Ordinal))
            {
                return -1;
            }

            septets += Extended.Contains(letter, StringComparison.Ordinal) ? 2 : 1;
        }

        return septets;
    }

    [GeneratedRegex("drug|dose|overdose|naloxone|narcan|opioid|fentanyl|heroin|inject|using|substance|high|ambulance|911|emergency room|safe use|harm", RegexOptions.IgnoreCase)]
    private static partial Regex GivesAway();

    // As commands they are written in capitals; "Reply STOP" is the carrier's to say.
    [GeneratedRegex(@"\b(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO|ARRET|AIDE)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"\b(addict\w*|junk(y|ie)|abus\w+|clean|dirty|victim\w*|offender\w*|relaps\w*|slip|setback|misuse|recidiv\w*|frequent flyer|patient|client|sober|stay safe|you must|you should|why did you|user|users|non-compliant|suffer\w*|habit|alcoholic|illicit|crutch|committed|fell off|denial|better yourself)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hurting();
}
