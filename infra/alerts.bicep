// Who is told, and of what. The program itself alarms the coordinators about people; these alarms are about the service.
//
// Whatever is asked has two witnesses, and either is enough: a figure of the program (functions/SpotterBot/Observability/Names.cs), which its own
// exporter sends, and what the Functions host always records: its invocations (AppRequests) and each line of the program's log (AppTraces).
// Only whether the host's own timer comes has the host alone: every process sweeps by itself, and would witness for a timer that is gone.

param name string
param location string
param workspaceId string
param insightsId string

@description('The public address of the health report.')
param healthUrl string

param emails string[]
param phones { countryCode: string, phoneNumber: string }[]

@description('Where the availability test asks from. Two of them must agree that something is wrong.')
param testedFrom string[] = [
  'us-va-ash-azr'
  'us-il-ch1-azr'
  'us-ca-sjc-azr'
  'emea-nl-ams-azr'
  'emea-gb-db3-azr'
]

// Telemetry arrives late: two to three minutes as a rule. A silence is one only after that.
var arrivesWithin = 180
var sweepOverdue = 60
var timerOverdue = 180 // When an instance of the host dies, another takes the timer up within two minutes.

// One query each: rows are what is wrong.
var conditions = [
  {
    id: 'no-sweep'
    says: 'No sweep for 60 seconds: open sessions are not woken.'
    remedy: 'Look at the health report and the log, and restart the app. Coordinators: call whoever is being spotted.'
    severity: 0
    query: '''
      let newest = toscalar(
        union
          (AppMetrics | where Name == 'spotterbot.sweeps' and tostring(Properties.result) != 'failed' | project TimeGenerated),
          (AppRequests | where Name == 'WakeUp' and Success == true | project TimeGenerated)
        | summarize max(TimeGenerated));
      print TimeGenerated = now(), silence = datetime_diff('second', now(), coalesce(newest, datetime(2000-01-01)))
      | where silence > {0}
    '''
  }
  {
    id: 'no-timer'
    says: 'The host\'s timer did not come, or came to no good end, for three minutes: where no process is awake, nothing wakes one.'
    remedy: 'See in the portal that the function WakeUp is there and enabled, that an instance of it is always ready, and what its invocations say; restart the app.'
    severity: 1
    query: '''
      let newest = toscalar(AppRequests | where Name == 'WakeUp' and Success == true | summarize max(TimeGenerated));
      print TimeGenerated = now(), silence = datetime_diff('second', now(), coalesce(newest, datetime(2000-01-01)))
      | where silence > {1}
    '''
  }
  {
    id: 'ems-rung'
    says: 'EMS was rung for somebody.'
    remedy: 'Nothing is broken. A coordinator follows the case, and debriefs those who were in it.'
    severity: 1
    query: '''
      union
        (AppMetrics | where Name == 'spotterbot.rungs' and tostring(Properties.rung) == 'Ems' and tostring(Properties.result) == 'rung' | project TimeGenerated),
        (AppTraces | where Message has 'EmsDialled' | project TimeGenerated)
    '''
  }
  {
    id: 'intents-overdue'
    says: 'Calls or texts that were due were not known to be sent in time, or a session could not be woken.'
    remedy: 'See whether the phone company has a disturbance, whether calls wait in its queue (preflight: --only pace), and whether the store takes writes.'
    severity: 1
    query: '''
      union
        (AppMetrics | where Name == 'spotterbot.intents.overdue' and Sum > 0 | project TimeGenerated),
        (AppTraces | where Message has_any ('ClaimRanOut', 'CarryingOutFailed', 'WakingFailed', 'SweepFailed', 'PatrolFailed') | project TimeGenerated)
    '''
  }
  {
    id: 'webhooks-failed'
    says: 'Webhooks failed: callers heard an excuse, or the phone company\'s own.'
    remedy: 'Look at the log for events 5002 and 5003, and at the store. At 5004 more came at once than are let in: see whether somebody floods the numbers, and whether the store is slow.'
    severity: 1
    query: '''
      union
        (AppMetrics | where Name == 'spotterbot.webhooks.failed' and Sum > 0 | project TimeGenerated),
        (AppTraces | where Message has_any ('WebhookFailed', 'WebhookSlow', 'WebhookCrowded') | project TimeGenerated),
        (AppRequests | where Name in ('Voice', 'Texts', 'Callbacks') and (Success == false or ResultCode startswith '5') | project TimeGenerated)
    '''
  }
]

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-alarm'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: take(name, 12)
    emailReceivers: [
      for (email, index) in emails: { name: 'email${index}', emailAddress: email, useCommonAlertSchema: true }
    ]
    smsReceivers: [
      for (phone, index) in phones: { name: 'phone${index}', countryCode: phone.countryCode, phoneNumber: phone.phoneNumber }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for condition in conditions: {
    name: '${name}-${condition.id}'
    location: location
    properties: {
      displayName: 'SpotterBot: ${condition.says}'
      description: condition.remedy
      enabled: true
      severity: condition.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT10M' // Twice the step: what arrives late is in the next look, too.
      criteria: {
        allOf: [
          {
            query: format(condition.query, sweepOverdue + arrivesWithin, timerOverdue + arrivesWithin)
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      // EMS is told anew at each look that finds it: a second person's is news while the first's alarm still stands. One call may come twice.
      autoMitigate: condition.id != 'ems-rung'
      actions: { actionGroups: [told.id] }
    }
  }
]

resource healthTest 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-health'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insightsId}': 'Resource' }
  properties: {
    SyntheticMonitorId: '${name}-health'
    Name: '${name}-health'
    Enabled: true
    Kind: 'standard'
    Frequency: 300 // From each place; five places ask once a minute together.
    Timeout: 30
    RetryEnabled: false
    Locations: [for place in testedFrom: { Id: place }]
    Request: { RequestUrl: healthUrl, HttpVerb: 'GET', ParseDependentRequests: false, FollowRedirects: false }
    ValidationRules: {
      ExpectedHttpStatusCode: 200 // It is 503 while the store fails or nothing was swept for 60 seconds.
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-health-503'
  location: 'global'
  properties: {
    description: 'The health report is not 200: the store fails, nothing is swept, or the app is not there.'
    enabled: true
    severity: 0
    scopes: [healthTest.id, insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: healthTest.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: told.id }]
  }
}
