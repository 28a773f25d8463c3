using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class ProviderErrorsTests
{
    [Theory]
    [InlineData(FailureKind.Permanent, Consequence.NextNumber, 21211, 21214, 21217, 13223, 13224)]
    [InlineData(FailureKind.Permanent, Consequence.UseVoice, 30004, 30005)]
    [InlineData(FailureKind.Temporary, Consequence.Retry, 20500, 20503, 30001, 30003, 30008)]
    [InlineData(FailureKind.Concurrency, Consequence.Retry, 20429)]
    [InlineData(FailureKind.Concurrency, Consequence.AlarmCoordinators, 10004)]
    [InlineData(FailureKind.Concurrency, Consequence.UseVoice, 21611)]
    [InlineData(FailureKind.Gone, Consequence.TreatAsEnded, 20404, 21220, 21204, 30409)]
    [InlineData(FailureKind.OptedOut, Consequence.UseVoice, 21610)]
    [InlineData(FailureKind.NotText, Consequence.UseVoice, 21612, 21614, 30006)]
    [InlineData(
        FailureKind.Configuration, Consequence.AlarmCoordinators,
        20003, 21210, 21606, 21212, 21215, 13227, 21408, 21216, 13225, 21219, 21608, 30002, 30007, 30032, 30034, 30022, 30023, 30450, 30610,
        11200, 11205, 11215, 13214, 35114, 35115, 35117, 57012)]
    [InlineData(
        FailureKind.Bug, Consequence.AlarmCoordinators,
        20001, 21201, 21205, 21602, 21617, 21619, 11100, 11750, 12100, 12200, 12300, 13521, 16025, 32018, 35111)]
    public void Every_code_that_we_can_meet_is_sorted(FailureKind kind, Consequence consequence, params int[] codes) => Assert.All(codes, code =>
    {
        var known = ProviderErrors.Find(code);

        Assert.NotNull(known);
        Assert.Equal((code, kind, consequence), (known.Code, known.Kind, known.Consequence));
        Assert.NotEmpty(known.Meaning);
        Assert.Equal(consequence, new Failure(kind, code).Consequence);
    });

    [Fact]
    public void The_table_holds_no_code_that_the_test_above_does_not_judge()
    {
        var judged = typeof(ProviderErrorsTests).GetMethod(nameof(Every_code_that_we_can_meet_is_sorted))!
            .GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .SelectMany(attribute => (IEnumerable<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
            .Where(argument => argument.ArgumentType == typeof(int))
            .Select(argument => (int)argument.Value!);

        Assert.Equal(ProviderErrors.All.Select(error => error.Code), judged.Order());
    }

    [Theory]
    [InlineData(FailureKind.Permanent, Consequence.NextNumber)]
    [InlineData(FailureKind.Temporary, Consequence.Retry)]
    [InlineData(FailureKind.Configuration, Consequence.AlarmCoordinators)]
    [InlineData(FailureKind.OptedOut, Consequence.UseVoice)]
    [InlineData(FailureKind.NotText, Consequence.UseVoice)]
    [InlineData(FailureKind.Gone, Consequence.TreatAsEnded)]
    [InlineData(FailureKind.Concurrency, Consequence.Retry)]
    [InlineData(FailureKind.Guarded, Consequence.NextNumber)]
    [InlineData(FailureKind.Bug, Consequence.AlarmCoordinators)]
    public void Every_kind_has_a_consequence_of_its_own(FailureKind kind, Consequence consequence)
    {
        Assert.Equal(consequence, new Failure(kind).Consequence);
        Assert.Equal(consequence, new Failure(kind, Code: 1).Consequence);
    }

    [Theory]
    [InlineData(30003, FailureKind.Temporary)]
    [InlineData(30006, FailureKind.NotText)]
    [InlineData(21610, FailureKind.OptedOut)]
    [InlineData(39999, FailureKind.Temporary)]
    [InlineData(null, FailureKind.Temporary)]
    public void A_texts_report_is_sorted(int? code, FailureKind kind) => Assert.Equal(new Failure(kind, code), ProviderErrors.ForMessage(code));

    [Theory]
    [InlineData(404, FailureKind.Permanent)]
    [InlineData(410, FailureKind.Permanent)]
    [InlineData(484, FailureKind.Permanent)]
    [InlineData(604, FailureKind.Permanent)]
    [InlineData(603, FailureKind.Permanent)]
    [InlineData(607, FailureKind.Permanent)]
    [InlineData(403, FailureKind.Configuration)]
    [InlineData(480, FailureKind.Temporary)]
    [InlineData(486, FailureKind.Temporary)]
    [InlineData(487, FailureKind.Temporary)]
    [InlineData(503, FailureKind.Temporary)]
    [InlineData(600, FailureKind.Temporary)]
    [InlineData(200, FailureKind.Temporary)]
    [InlineData(null, FailureKind.Temporary)]
    public void A_calls_sip_code_is_sorted(int? code, FailureKind kind) => Assert.Equal(kind, ProviderErrors.ForCall(code).Kind);

    [Theory]
    [InlineData("queued", CallStatus.Queued, false)]
    [InlineData("initiated", CallStatus.Initiated, false)]
    [InlineData("ringing", CallStatus.Ringing, false)]
    [InlineData("in-progress", CallStatus.InProgress, false)]
    [InlineData("completed", CallStatus.Completed, true)]
    [InlineData("busy", CallStatus.Busy, true)]
    [InlineData("failed", CallStatus.Failed, true)]
    [InlineData("no-answer", CallStatus.NoAnswer, true)]
    [InlineData("canceled", CallStatus.Canceled, true)]
    [InlineData("1", CallStatus.Unknown, false)]
    [InlineData("new-one", CallStatus.Unknown, false)]
    [InlineData("", CallStatus.Unknown, false)]
    [InlineData(null, CallStatus.Unknown, false)]
    public void A_calls_status_is_read(string? text, CallStatus status, bool ended)
    {
        Assert.Equal(status, Statuses.Call(text));
        Assert.Equal(ended, status.IsEnd());
    }

    [Theory]
    [InlineData("delivered", MessageStatus.Delivered, false)]
    [InlineData("partially_delivered", MessageStatus.PartiallyDelivered, false)]
    [InlineData("undelivered", MessageStatus.Undelivered, true)]
    [InlineData("failed", MessageStatus.Failed, true)]
    [InlineData("lost", MessageStatus.Unknown, false)]
    public void A_texts_status_is_read(string text, MessageStatus status, bool lost)
    {
        Assert.Equal(status, Statuses.Message(text));
        Assert.Equal(lost, status.IsLost());
    }

    [Theory]
    [InlineData("Tue, 31 Aug 2010 20:36:28 +0000", "2010-08-31T20:36:28Z")]
    [InlineData("Wed, 1 Sep 2010 20:36:28 +0000", "2010-09-01T20:36:28Z")]
    [InlineData("Wed, 01 Sep 2010 20:36:28 -0700", "2010-09-02T03:36:28Z")]
    [InlineData("1 Sep 2010 20:36:28 +0000", "2010-09-01T20:36:28Z")]
    [InlineData("Wed, 01 Sep 2010 20:36:28 GMT", "2010-09-01T20:36:28Z")]
    [InlineData("2010-09-01T20:36:28Z", "2010-09-01T20:36:28Z")]
    [InlineData("2010-09-01T20:36:28.5+02:00", "2010-09-01T18:36:28Z")]
    [InlineData("Tue, 32 Aug 2010 20:36:28 +0000", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_date_is_read_in_utc(string? text, string? expected)
    {
        var date = TwilioDates.Parse(text);

        Assert.Equal(expected, date is null ? null : TwilioDates.Iso8601(date.Value));
        Assert.Equal(TimeSpan.Zero, date?.Offset ?? TimeSpan.Zero);
    }
}
