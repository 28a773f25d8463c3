// Everything that SpotterBot needs in Azure, in one resource group. infra/go-live deploys it; infra/README.md explains it.

targetScope = 'resourceGroup'

@description('Names every resource; the web address begins with it. Lower-case letters and digits.')
@minLength(3)
@maxLength(14)
param name string

@description('An Azure region that offers Flex Consumption.')
param location string = resourceGroup().location

@description('A domain of your own that it is reached by, https://...; empty: the one that Azure gives it.')
param publicBaseUrl string = ''

@description('All other app settings that are no secrets, by name. People\'s numbers are among them, which a deployment\'s record need not show.')
@secure()
param settings object

@description('Settings that are kept in the key vault, by name; only those of secretNames are taken.')
@secure()
param secrets object

@description('Who is told when something is wrong with the service itself: e-mail addresses.')
@minLength(1)
param alarmEmails string[]

@description('Mobile phones that are texted, too.')
param alarmPhones { countryCode: string, phoneNumber: string }[] = []

@description('The object id of whoever deploys and runs the preflight. They may upload the package, and read and write the rows.')
param operatorId string

@description('Storage that survives the loss of a data centre. A region without zones takes Standard_LRS.')
@allowed(['Standard_ZRS', 'Standard_LRS'])
param storageSku string = 'Standard_ZRS'

@description('How many instances may serve at once, at most.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

var suffix = uniqueString(resourceGroup().id, name)
var packageContainer = 'app-package'
var address = empty(publicBaseUrl) ? 'https://${app.properties.defaultHostName}' : publicBaseUrl

// What would let a stranger in, or open what is stored. Everything else is an app setting that can be read in the portal.
var secretNames = [
  'Twilio__AuthToken'
  'Twilio__SecondaryAuthToken'
  'Twilio__ApiKeySecret'
  'Privacy__Key'
  'Alarms__Url'
  'OTEL_EXPORTER_OTLP_HEADERS'
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS'
  'OTEL_EXPORTER_OTLP_METRICS_HEADERS'
]

// The built-in roles' ids are the same everywhere. Source: Azure documentation, "Azure built-in roles".
var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

// ---- Storage: the host's own account, and another for the rows, so that a right to the one is no right to the other.

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${name}host${suffix}', 24)
  location: location
  kind: 'StorageV2'
  sku: { name: storageSku }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: packageContainer
    }
  }
}

resource rowStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${name}rows${suffix}', 24)
  location: location
  kind: 'StorageV2'
  sku: { name: storageSku }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

// ---- Secrets

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}-${suffix}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true // Without Privacy__Key nobody on the roster and nobody's session is found.
  }

  resource kept 'secrets' = [
    for secretName in secretNames: if (contains(secrets, secretName)) {
      name: replace(secretName, '_', '-') // A vault's names have no underscores.
      properties: { value: secrets[?secretName] ?? '' }
    }
  ]
}

var secretReferences = toObject(
  filter(secretNames, secretName => contains(secrets, secretName)),
  secretName => secretName,
  secretName => '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${replace(secretName, '_', '-')})'
)

// ---- What is seen of it

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    workspaceCapping: { dailyQuotaGb: -1 } // A cap would silence the alerts on the worst day.
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    SamplingPercentage: 100 // What is thinned out is decided in host.json, where failures are exempt.
  }
}

// ---- The program

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: '${name}-${suffix}'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'custom', version: '1.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'SystemAssignedIdentity' }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstances
        // Nobody waits for a cold start: neither a call nor a session that is to be woken.
        alwaysReady: [
          { name: 'http', instanceCount: 1 }
          { name: 'function:WakeUp', instanceCount: 1 }
        ]
      }
    }
  }

  // Whoever deploys does so as themselves; there are no passwords to lose.
  resource scmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    { PublicBaseUrl: address },
    settings,
    secretReferences,
    {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD'
      Storage__TableServiceUri: rowStorage.properties.primaryEndpoints.table
    }
  )
  dependsOn: [hostBlobs, rows, readSecrets, publishMetrics, vault::kept]
}

// ---- Who may do what

resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, app.id, roles.blobOwner)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobOwner)
  }
}

resource rows 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rowStorage
  name: guid(rowStorage.id, app.id, roles.tableContributor)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableContributor)
  }
}

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, app.id, roles.secretsUser)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}

resource publishMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, app.id, roles.metricsPublisher)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
  }
}

resource operatorPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage::blobs::packages
  name: guid(hostStorage.id, operatorId, roles.blobContributor)
  properties: {
    principalId: operatorId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

resource operatorRows 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rowStorage
  name: guid(rowStorage.id, operatorId, roles.tableContributor)
  properties: {
    principalId: operatorId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableContributor)
  }
}

// ---- Alarms

module alerts 'alerts.bicep' = {
  name: '${name}-alerts'
  params: {
    name: name
    location: location
    workspaceId: workspace.id
    insightsId: insights.id
    healthUrl: '${address}/api/health'
    emails: alarmEmails
    phones: alarmPhones
  }
}

output appName string = app.name
output publicBaseUrl string = address
output hostStorageName string = hostStorage.name
output packageContainer string = packageContainer
output tableServiceUri string = rowStorage.properties.primaryEndpoints.table
output vaultName string = vault.name
